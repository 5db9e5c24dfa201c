package io.undercurrent.scorer;

import io.undercurrent.scorer.network.ModelTrunk;
import java.util.Arrays;

/**
 * Processes many events of one key, to the same bits as {@link Scorer#score} event by event, with
 * the model in its chunked form, which reads each weight once for many events.
 *
 * <p>Each segment takes three passes. The model's inputs depend on values and times alone, so the
 * first pass collects them on a copy of the key's numbers. The second runs the model over them. The
 * third goes through the events again, and read-out, calibrator and forecasts learn from the
 * model's outputs in sequence.
 */
public final class ChunkedPass {
    /** Events per segment: their inputs and outputs stay in the second-level cache. */
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
     * Creates a pass for a scorer's model and options, on the scorer's thread.
     *
     * @param scorer lends its scratch memory; the slabs must be its own
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
     * Processes a key's next events. It does not record which late events were refused; the
     * caller's {@link KeyTimes#tell} writes that to the slab afterwards.
     *
     * @param slab the key state, changed in place
     * @param n number of events
     * @param stamps the results of {@link KeyTimes#take} for their times, [n]
     * @param values their values, [n][channels + covariates], NaN where missing, never infinite
     */
    public void run(Slab slab, int n, long[] stamps, double[][] values) {
        int most = scorer.modelStates().run(SEGMENT);
        for (int from = 0; from < n; from += most) {
            segment(slab, from, Math.min(most, n - from), stamps, values);
        }
    }

    /**
     * Processes a key's next events as a stream does, which also forecasts whenever a forecast is
     * due. If a forecast changes the slab (it leaves a path that is judged when its values come),
     * segments end at the events after which a forecast is due; this costs as much as those
     * forecasts.
     *
     * @param slab the key state, changed in place to that of a key that was streamed
     * @param n number of events
     * @param stamps the results of {@link KeyTimes#take} for their times, [n]
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
        System.arraycopy(slab.floats, 0, ahead.floats, 0, slab.floats.length);
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
            if (scorer.scoreKnown(slab, stamps[from + t], values[from + t], unread)) {
                again(slab, t, n);
            }
            scorer.expectKnown(slab, hidden, t);
        }
    }

    /**
     * Runs the model again over a segment's events from t on, for the channels whose recurrent
     * state was emptied before event t. It allocates, which only such events cost.
     */
    private void again(Slab slab, int t, int n) {
        ModelStates modelStates = scorer.modelStates();
        for (int c = 0; c < channels; c++) {
            if (scorer.isRestarted(c)) {
                float[] states = modelStates.load(slab, c, c);
                float[][] rest = Arrays.copyOfRange(inputs[c], t, n);
                float[][] rows = Arrays.copyOfRange(hidden[c], t, n);
                chunks.run(n - t, rest, states, modelStates.offset(c), rows);
                modelStates.store(slab, c, c);
            }
        }
    }
}
