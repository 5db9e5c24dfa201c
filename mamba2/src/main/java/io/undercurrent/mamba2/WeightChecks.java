package io.undercurrent.mamba2;

import java.io.IOException;
import java.util.Locale;

/**
 * Refuses weights that no training gives. One weight that is not finite makes every forecast NaN,
 * and a huge one makes it infinite after a few events, so a job would run and raise no alarm.
 */
public final class WeightChecks {
    /** The largest magnitude; weights of trained networks stay far below it. */
    static final float MAX = 65504f; // the largest number of binary16

    private WeightChecks() {}

    /**
     * Checks a tensor's values. Costs one pass over them.
     *
     * @param file the file, for the message
     * @param tensor the tensor's name, for the message
     * @param shape its dimensions, row-major
     * @param values its values
     * @throws IOException if a value is not finite, or beyond 65504 in magnitude; the message names
     *     the value and its place
     */
    public static void check(String file, String tensor, int[] shape, float[] values)
            throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= MAX)) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "%s: tensor \"%s\" at %s is %s; allowed are numbers from -65504 to 65504. The file is damaged, or its training diverged: use an earlier checkpoint of the training, or copy the file again",
                                file,
                                tensor,
                                place(i, shape),
                                values[i]));
            }
        }
    }

    /** The indexes of an element, such as [3, 17]. */
    private static String place(int index, int[] shape) {
        StringBuilder place = new StringBuilder("]");
        int rest = index;
        for (int d = shape.length - 1; d >= 0; d--) {
            place.insert(0, rest % shape[d]);
            rest /= shape[d];
            place.insert(0, d == 0 ? "[" : ", ");
        }
        return shape.length == 0 ? "[]" : place.toString();
    }
}
