package io.undercurrent.lab.synthetic;

/**
 * Values that are missing, as NaN: single ones at random, long stretches, or many short outages; at
 * most {@link #MOST} of a series.
 */
final class Missing {
    /** The largest share of a series that goes missing. */
    static final double MOST = 0.4;

    private Missing() {}

    /** Removes values of {@code x} in place, {@code [rows]}. */
    static void apply(Canvas canvas, double[] x) {
        Draw draw = canvas.draw;
        int n = x.length;
        int spare = (int) (MOST * n);
        switch (draw.weighted(4, 4, 3)) {
            case 0 -> {
                double rate = draw.logUniform(0.002, 0.25);
                for (int i = 0; i < n; i++) {
                    if (draw.chance(rate)) {
                        spare = remove(x, i, i + 1, spare);
                    }
                }
                canvas.say("missing: at random");
            }
            case 1 -> {
                int stretches = draw.integer(1, 5);
                for (int s = 0; s < stretches; s++) {
                    int from = draw.integer(0, n - 1);
                    double length = draw.logUniform(2, StrictMath.max(3, n / 10.0));
                    spare = remove(x, from, (int) StrictMath.min(n, from + length), spare);
                }
                canvas.say("missing: stretches");
            }
            default -> {
                double rate = draw.logUniform(0.002, 0.03);
                int longest = draw.integer(2, 6);
                for (int i = 0; i < n; i++) {
                    if (draw.chance(rate)) {
                        int to = StrictMath.min(n, i + draw.integer(1, longest));
                        spare = remove(x, i, to, spare);
                    }
                }
                canvas.say("missing: short outages");
            }
        }
    }

    /** Removes from..to while some may still go; returns how many may go thereafter. */
    private static int remove(double[] x, int from, int to, int spare) {
        int left = spare;
        for (int i = from; i < to && left > 0; i++) {
            if (!Double.isNaN(x[i])) {
                x[i] = Double.NaN;
                left--;
            }
        }
        return left;
    }
}
