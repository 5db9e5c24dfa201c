package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.Normaliser;

/**
 * Shows an event's other fields to a channel's token: the index of the channel, and of each channel
 * and covariate the newest values in that field's own scaled units.
 *
 * <p>All inputs are causal. They go back only a few values: a trunk with a state keeps what it
 * needs of older ones. The state lives in an array of the caller, once for all channels of a key.
 */
public final class Companions {
    private static final int LAGS = 4;

    /** The lags, and whether the newest value is missing. */
    private static final int OF_A_FIELD = LAGS + 1;

    private final Normaliser normaliser = new Normaliser(Normaliser.USUAL_WINDOW);
    private final Ring ring = new Ring(LAGS);
    private final int channels;
    private final int fields;

    /** Reads the fields from the options; there are none if each channel is read by itself. */
    public Companions(InputOptions options) {
        channels = options.isTogether() ? options.channels() : 0;
        fields = options.isTogether() ? options.fields() : 0;
    }

    /** Size of a key's state in doubles. */
    public int size() {
        return fields * field();
    }

    /** Size of a key's state in slab formats 1 and 2, in doubles. */
    public int format2Size() {
        return fields * (Normaliser.FORMAT_2_SIZE + ring.size());
    }

    /** Converts the state of slab formats 1 and 2. */
    public void readFormat2(double[] from, int at, double[] s, int o) {
        for (int f = 0; f < fields; f++) {
            int source = at + f * (Normaliser.FORMAT_2_SIZE + ring.size());
            int target = o + f * field();
            normaliser.readFormat2(from, source, s, target);
            System.arraycopy(
                    from,
                    source + Normaliser.FORMAT_2_SIZE,
                    s,
                    target + normaliser.size(),
                    ring.size());
        }
    }

    private int field() {
        return normaliser.size() + ring.size();
    }

    /** Offset of a field's normaliser within the state; -1 if there is none. */
    public int normaliserAt(int field) {
        return field < fields ? field * field() : -1;
    }

    /** Number of inputs that they add to a token. */
    public int inputCount() {
        return channels + fields * OF_A_FIELD;
    }

    /** Initialises the state before the first event. */
    public void init(double[] s, int o) {
        for (int f = 0; f < fields; f++) {
            normaliser.init(s, o + f * field());
            ring.init(s, o + f * field() + normaliser.size());
        }
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o) {
        for (int f = 0; f < fields; f++) {
            normaliser.check(s, o + f * field());
            ring.check(s, o + f * field() + normaliser.size());
        }
    }

    /**
     * Takes one event.
     *
     * @param values [channels + covariates], NaN where missing
     */
    public void observe(double[] s, int o, double[] values) {
        for (int f = 0; f < fields; f++) {
            normaliser.observe(s, o + f * field(), values[f]);
            ring.add(s, o + f * field() + normaliser.size(), values[f]);
        }
    }

    /**
     * Writes the inputs of a channel's token after the newest event.
     *
     * @param channel the token's channel
     * @param inputs receives {@link #inputCount} numbers at at
     */
    public void write(double[] s, int o, int channel, float[] inputs, int at) {
        int to = at;
        for (int c = 0; c < channels; c++) {
            inputs[to++] = c == channel ? 1 : 0;
        }
        for (int f = 0; f < fields; f++) {
            int n = o + f * field();
            int r = n + normaliser.size();
            double location = normaliser.location(s, n);
            double perScale = 1 / normaliser.scale(s, n);
            for (int lag = 0; lag < LAGS; lag++) {
                inputs[to++] = Bases.scaled(ring.ago(s, r, lag), location, perScale);
            }
            inputs[to++] = Double.isNaN(ring.ago(s, r, 0)) ? 1 : 0;
        }
    }
}
