package io.undercurrent.lab.synthetic;

/**
 * Inertia or averaging of the whole signal: an exponential mean (thermal mass) or a moving mean (a
 * dashboard's window), which makes short horizons easy and their errors overlap.
 */
final class Smoothing {
    private Smoothing() {}

    static void apply(Canvas canvas, double[] z) {
        Draw draw = canvas.draw;
        if (draw.chance(0.6)) {
            double follow = 1 - StrictMath.exp(-1 / draw.logUniform(1, 20));
            double mean = z[0];
            for (int i = 0; i < z.length; i++) {
                mean += follow * (z[i] - mean);
                z[i] = mean;
            }
            canvas.say("smoothing: exponential");
        } else {
            int window = draw.integer(2, 12);
            double[] raw = z.clone();
            double sum = 0;
            for (int i = 0; i < z.length; i++) {
                sum += raw[i] - (i >= window ? raw[i - window] : 0);
                z[i] = sum / StrictMath.min(i + 1, window);
            }
            canvas.say("smoothing: moving mean");
        }
    }
}
