package io.undercurrent.scorer.inputs;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * The inputs of a network for discrete events: the newest symbols, and the newest gap relative to
 * the key's usual one. Training and streaming both write their tokens with this class. Immutable; a
 * key's state lives in an array of the caller.
 *
 * <p>A token is {@value #WIDTH} numbers: the symbols' numbers, newest first, -1 if there was none
 * or its value was missing, then the gap in [-1, 1]. The network sees each symbol at each position
 * as a separate input, 1 or 0; all but {@value #PAST} of them are 0.
 */
public final class EventInputs {
    /** Number of symbols in a token: as many as one layer's convolution sees. */
    public static final int PAST = 4;

    /** Numbers of a token. */
    public static final int WIDTH = PAST + 1;

    private static final int LAST_TIME = PAST;
    private static final int USUAL_GAP = PAST + 1;
    private static final int GAP = PAST + 2;
    private static final int SIZE = PAST + 3;

    private final double[] codes;

    /** Inputs of a model's alphabet. */
    public EventInputs(EventOptions options) {
        codes = options.symbols().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Number of symbols, including the one for unknown codes. */
    public int symbols() {
        return codes.length + 1;
    }

    /** Number of the network's inputs for an alphabet of this size. */
    public static int features(int symbols) {
        return PAST * symbols + 1;
    }

    /**
     * The symbol of a code.
     *
     * @return 0 to below {@link #symbols}, the last for a code that training did not contain; -1
     *     for NaN
     */
    public int symbol(double code) {
        if (Double.isNaN(code)) {
            return -1;
        }
        int at = Arrays.binarySearch(codes, code + 0.0); // -0 is 0
        return at < 0 ? codes.length : at;
    }

    /** The code of a symbol; NaN for the symbol of unknown codes. */
    public double code(int symbol) {
        return symbol == codes.length ? Double.NaN : codes[symbol];
    }

    /** Size of a key's state in doubles. */
    public int size() {
        return SIZE;
    }

    /** Initialises a key without events. */
    public void init(double[] s, int o) {
        Arrays.fill(s, o, o + PAST, -1);
        s[o + LAST_TIME] = Double.NaN;
        s[o + USUAL_GAP] = 0;
        s[o + GAP] = 0;
    }

    /**
     * Checks the numbers of a state that was read: {@link StateCheck}.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    public void check(double[] s, int o) {
        for (int p = 0; p < PAST; p++) {
            StateCheck.whole("symbol", s[o + p], -1, codes.length);
        }
        UsualGap.check(s, o + LAST_TIME, o + USUAL_GAP);
    }

    /** Takes an event; a time older than the newest counts as no gap. */
    public void observe(double[] s, int o, double code, double timeMicros) {
        System.arraycopy(s, o, s, o + 1, PAST - 1);
        s[o] = symbol(code);
        double usual = Math.abs(s[o + USUAL_GAP]);
        double gap = UsualGap.elapse(s, o + LAST_TIME, o + USUAL_GAP, timeMicros);
        s[o + GAP] = against(gap, usual);
    }

    /**
     * Sets the key's clock back: the next event's time may be older.
     *
     * @param usual whether the usual gap is forgotten too
     */
    public void forgetTime(double[] s, int o, boolean usual) {
        UsualGap.forgetTime(s, o + LAST_TIME, o + USUAL_GAP, usual);
    }

    /** Maps a gap to [-1, 1]: -1 is no time at all, 0 is usual or unknown, 1 is endless. */
    private static double against(double gap, double usual) {
        if (gap <= 0) {
            return -1;
        }
        return gap > 0 && usual > 0 ? (gap - usual) / (gap + usual) : 0;
    }

    /** Writes the newest event's token, {@value #WIDTH} numbers. */
    public void write(double[] s, int o, float[] row, int at) {
        for (int p = 0; p < PAST; p++) {
            row[at + p] = (float) s[o + p];
        }
        row[at + PAST] = (float) s[o + GAP];
    }
}
