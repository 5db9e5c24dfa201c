package io.undercurrent.benchmarks.peers.method;

import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.util.Arrays;

/** Ours: the scorer's calls, with a forecast where one is due. */
public final class ScorerPeer implements Peer<Slab> {
    private final Scorer scorer;
    private final ForecastOutput forecast;

    /**
     * The scorer of a model.
     *
     * @param forecasts whether it forecasts, as the job does
     */
    public ScorerPeer(SequenceModel model, ScorerOptions options, boolean forecasts) {
        scorer = new Scorer(model, options, 1);
        forecast = forecasts ? new ForecastOutput(options) : null;
    }

    @Override
    public Slab begin() {
        return scorer.newSlab();
    }

    @Override
    public void score(Slab slab, long timeMicros, double value, ScoreOutput out) {
        scorer.score(slab, timeMicros, new double[] {value}, out);
        if (forecast != null && out.forecastDue) {
            scorer.forecast(slab, forecast);
        }
    }

    @Override
    public byte[] write(Slab slab) {
        byte[] bytes = new byte[SlabCodec.bytes(slab)];
        int length = SlabCodec.encode(slab, bytes);
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    @Override
    public Slab read(byte[] bytes) {
        return scorer.adopt(SlabCodec.decode(bytes, bytes.length));
    }
}
