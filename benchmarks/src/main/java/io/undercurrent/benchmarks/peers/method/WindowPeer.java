package io.undercurrent.benchmarks.peers.method;

import io.undercurrent.scorer.ChunkedPass;
import io.undercurrent.scorer.KeyTimes;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;

/**
 * What a model without a recurrent state has to do: it keeps the newest events and runs the same
 * weights over all of them at each event. The events before the newest one go through the chunked
 * form, which is faster than step by step and gives the same bits. It makes no forecasts.
 */
public final class WindowPeer implements Peer<Newest> {
    private final int window;
    private final Scorer scorer;
    private final ChunkedPass pass;
    private final long[] stamps;
    private final double[][] values;

    public WindowPeer(SequenceModel model, ScorerOptions options, int window) {
        this.window = window;
        scorer = new Scorer(model, options, 1);
        pass = new ChunkedPass(scorer);
        stamps = new long[window];
        values = new double[window][1];
    }

    @Override
    public Newest begin() {
        return new Newest(window);
    }

    @Override
    public void score(Newest events, long timeMicros, double value, ScoreOutput out) {
        events.add(timeMicros, value);
        int before = events.size() - 1;
        KeyTimes times = new KeyTimes();
        for (int i = 0; i < before; i++) {
            stamps[i] = times.take(events.time(i));
            values[i][0] = events.value(i);
        }
        Slab slab = scorer.newSlab();
        pass.run(slab, before, stamps, values);
        times.tell(slab);
        scorer.score(slab, timeMicros, new double[] {value}, out);
    }

    @Override
    public void learn(Newest events, long timeMicros, double value, ScoreOutput unread) {
        events.add(timeMicros, value);
    }

    @Override
    public int memory() {
        return window;
    }

    @Override
    public byte[] write(Newest events) {
        return events.bytes();
    }

    @Override
    public Newest read(byte[] bytes) {
        return Newest.of(bytes);
    }
}
