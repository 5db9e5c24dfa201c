package io.undercurrent.lab.synthetic;

/**
 * The instrument: bounds of its range, its unit and zero, and the grid that its readings fall on.
 */
final class Meter {
    private Meter() {}

    /** Returns readings of the warped process, in place, over ten orders of magnitude of units. */
    static double[] read(Canvas canvas, Warp warp) {
        Draw draw = canvas.draw;
        double[] x = warp.values();
        boolean anchored = warp.anchored();
        if (draw.chance(0.07)) {
            anchored |= floor(canvas, x);
        }
        if (draw.chance(0.06)) {
            ceiling(canvas, x);
        }
        if (warp.whole() && draw.chance(0.85)) {
            return x;
        }
        double unit = draw.chance(0.5) ? draw.logUniform(1e-3, 1e7) : draw.logUniform(0.1, 1e4);
        double deviation = Vectors.deviation(x);
        double scale = deviation > 0 ? unit / deviation : unit;
        // Most quantities are positive and lie several deviations above their zero.
        double zero = 0;
        if (!anchored && !draw.chance(0.15)) {
            double origin = draw.logUniform(0.5, 50) * (draw.chance(0.1) ? -1 : 1);
            zero = (deviation > 0 ? deviation : 1) * origin;
        }
        double sign = draw.chance(0.04) ? -1 : 1;
        for (int i = 0; i < x.length; i++) {
            x[i] = sign * scale * (x[i] + zero);
        }
        canvas.say(
                (anchored ? "scale: anchored at zero" : "scale: affine")
                        + (sign < 0 ? ", negative" : ""));
        if (!anchored && sign * zero > 0 && draw.chance(0.15)) {
            for (int i = 0; i < x.length; i++) {
                x[i] = StrictMath.max(0, x[i]);
            }
            canvas.say("bounds: positive only");
        }
        if (draw.chance(0.35) && deviation > 0) {
            round(x, unit * draw.logUniform(0.003, 0.4));
            canvas.say("rounding: to a grid");
        }
        return x;
    }

    /** Cuts what lies below a floor; says whether the floor became zero. */
    private static boolean floor(Canvas canvas, double[] x) {
        Draw draw = canvas.draw;
        double low = Vectors.mean(x) - draw.uniform(0.2, 1.5) * Vectors.deviation(x);
        double origin = draw.chance(0.6) ? low : 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = StrictMath.max(x[i], low) - origin;
        }
        canvas.say("bounds: floor");
        return origin == low;
    }

    private static void ceiling(Canvas canvas, double[] x) {
        double high = Vectors.mean(x) + canvas.draw.uniform(0.3, 2) * Vectors.deviation(x);
        for (int i = 0; i < x.length; i++) {
            x[i] = StrictMath.min(x[i], high);
        }
        canvas.say("bounds: capacity");
    }

    /** Rounds to multiples of 1, 2 or 5 times a power of ten not above {@code step}. */
    private static void round(double[] x, double step) {
        double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(step)));
        double lead = step / power;
        double grid = power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
        for (int i = 0; i < x.length; i++) {
            x[i] = StrictMath.rint(x[i] / grid) * grid;
        }
    }
}
