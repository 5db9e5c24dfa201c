package io.undercurrent.benchmarks.peers.method;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestMapper;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestState;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.undercurrent.scorer.ScoreOutput;

/**
 * AWS's RandomCutForest with its threshold, one forest a key: 50 trees of 256 events, 8 events a
 * shingle. Its own mapper turns a forest into a state with the trees and their random seeds, and
 * Kryo, which Flink brings, turns that into bytes.
 */
public final class ForestPeer implements Peer<ThresholdedRandomCutForest> {
    private static final int TREES = 50;
    private static final int SHINGLE = 8;
    private static final long SEED = 0x9e3779b97f4a7c15L;
    private static final int FIRST_BYTES = 1 << 18;

    private final ThresholdedRandomCutForestMapper mapper = new ThresholdedRandomCutForestMapper();
    private final Kryo kryo = new Kryo();
    private final Output output = new Output(FIRST_BYTES, -1);

    public ForestPeer() {
        kryo.setRegistrationRequired(false);
        kryo.setReferences(false);
    }

    @Override
    public ThresholdedRandomCutForest begin() {
        return ThresholdedRandomCutForest.builder()
                .dimensions(SHINGLE)
                .shingleSize(SHINGLE)
                .numberOfTrees(TREES)
                .randomSeed(SEED)
                .build();
    }

    @Override
    public void score(
            ThresholdedRandomCutForest forest, long timeMicros, double value, ScoreOutput out) {
        AnomalyDescriptor said = forest.process(new double[] {value}, timeMicros);
        double score = said.getRCFScore();
        Outputs.set(out, value, score / (1 + score), value, said.getAnomalyGrade());
    }

    @Override
    public byte[] write(ThresholdedRandomCutForest forest) {
        output.reset();
        kryo.writeObject(output, mapper.toState(forest));
        return output.toBytes();
    }

    @Override
    public ThresholdedRandomCutForest read(byte[] bytes) {
        return mapper.toModel(
                kryo.readObject(new Input(bytes), ThresholdedRandomCutForestState.class));
    }
}
