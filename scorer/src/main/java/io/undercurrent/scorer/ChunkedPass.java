package io.undercurrent.scorer;

import io.undercurrent.scorer.network.ModelTrunk;

/**
 * Many events of one key, to the same bits as {@link Scorer#score} event by event: with the model
 * in its chunked form, which reads each weight once for many events.
 *
 * <p>Three passes a segment. What the model reads depends on values and times alone, so the first
 * collects the inputs, on a copy of the key's numbers; the second runs the model over them; the
 * third goes through the events again and lets read-out, calibrator and forecasts learn from the
 * model's outputs in sequence.
 */
public final class ChunkedPass {
    /** Events of a segment: their inputs and outputs stay in the second-level cache. */
    private static final int SEGMENT = 64;

    private final Scorer scorer;
    private final ModelTrunk.Chunks chunks;
    private final Slab ahead;
    private final int channels;
    private final float[][][] inputs;
    private final float[][][] hidden;
    private final ScoreOutput unread;
    private final ForecastOutput unreadForecast;

    /**
     * A pass of a scorer's model and options, on the scorer's thread.
     *
     * @param scorer lends its scratch memory; its slabs are those that are run
     */
    public ChunkedPass(Scorer scorer) {
        this.scorer = scorer;
        SequenceModel model = scorer.model();
        chunks = model.trunk().newChunks();
        ahead = scorer.newSlab();
        channels = scorer.options().channels();
        inputs = new float[channels][SEGMENT][model.dModel()];
        hidden = new float[channels][SEGMENT][model.dModel()];
        unread = new ScoreOutput(channels);
        unreadForecast = new ForecastOutput(scorer.options());
    }

    /**
     * Takes a key's next events. Which late ones the key refused the caller's {@link KeyTimes} tell
     * the slab afterwards.
     *
     * @param slab the key's memory, changed in place
     * @param n how many events
     * @param stamps what {@link KeyTimes#take} made of their times, [n]
     * @param values their values, [n][channels + covariates], NaN where missing, never infinite
     */
    public void run(Slab slab, int n, long[] stamps, double[][] values) {
        int most = scorer.modelStates().run(SEGMENT);
        for (int from = 0; from < n; from += most) {
            segment(slab, from, Math.min(most, n - from), stamps, values);
        }
    }

    /**
     * Takes a key's next events as a stream does, which also forecasts whenever that is due. Where
     * a forecast leaves a trace in the slab (a path that is judged when its values come) segments
     * end at the events that are followed by one; it costs as much as the forecasts do.
     *
     * @param slab the key's memory, changed in place, equal to that of a key that was streamed
     * @param n how many events
     * @param stamps what {@link KeyTimes#take} made of their times, [n]
     * @param values their values, [n][channels + covariates], NaN where missing, never infinite
     */
    public void stream(Slab slab, int n, long[] stamps, double[][] values) {
        if (!scorer.forecastsLeaveTraces()) {
            run(slab, n, stamps, values);
            return;
        }
        int most = scorer.modelStates().run(SEGMENT);
        int every = scorer.options().forecastEvery();
        int from = 0;
        while (from < n) {
            long untilDue = every - slab.events() % every;
            int size = (int) Math.min(Math.min(most, untilDue), n - from);
            segment(slab, from, size, stamps, values);
            if (unread.forecastDue) {
                scorer.forecast(slab, unreadForecast);
            }
            from += size;
        }
    }

    private void segment(Slab slab, int from, int n, long[] stamps, double[][] values) {
        System.arraycopy(slab.header, 0, ahead.header, 0, slab.header.length);
        System.arraycopy(slab.doubles, 0, ahead.doubles, 0, slab.doubles.length);
        for (int t = 0; t < n; t++) {
            scorer.lookAhead(ahead, stamps[from + t], values[from + t], inputs, t);
        }
        ModelStates modelStates = scorer.modelStates();
        for (int c = 0; c < channels; c++) {
            float[] states = modelStates.load(slab, c, c);
            chunks.run(n, inputs[c], states, modelStates.offset(c), hidden[c]);
            modelStates.store(slab, c, c);
        }
        for (int t = 0; t < n; t++) {
            scorer.scoreKnown(slab, stamps[from + t], values[from + t], unread, hidden, t);
        }
    }
}
