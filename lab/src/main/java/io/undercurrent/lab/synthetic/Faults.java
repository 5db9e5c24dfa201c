package io.undercurrent.lab.synthetic;

/**
 * What sensors do to a series: values that stick, spikes, drops to zero and the like, short and
 * rare, so that the model learns to distrust one odd reading and not to chase it.
 */
final class Faults {
    private Faults() {}

    /** Damages {@code x} in place, {@code [rows]}. */
    static void apply(Canvas canvas, double[] x) {
        Draw draw = canvas.draw;
        double deviation = Vectors.deviation(x);
        int n = x.length;
        switch (draw.weighted(3, 4, 3)) {
            case 0 -> {
                int stretches = draw.integer(1, 4);
                for (int s = 0; s < stretches; s++) {
                    int from = draw.integer(0, n - 1);
                    int to = end(draw, from, n, 15);
                    for (int i = from; i < to; i++) {
                        x[i] = x[from];
                    }
                }
                canvas.say("faults: stuck");
            }
            case 1 -> {
                double rate = draw.logUniform(5e-4, 0.01);
                double height = deviation * draw.logUniform(2, 12);
                boolean oneSided = draw.chance(0.5);
                double side = draw.sign();
                for (int i = 0; i < n; i++) {
                    if (draw.chance(rate)) {
                        x[i] += height * draw.uniform(0.3, 1.5) * (oneSided ? side : draw.sign());
                    }
                }
                canvas.say("faults: spikes");
            }
            default -> {
                int drops = draw.integer(1, 8);
                int divisor = draw.integer(30, 300);
                for (int s = 0; s < drops; s++) {
                    int from = draw.integer(0, n - 1);
                    int to = end(draw, from, n, divisor);
                    for (int i = from; i < to; i++) {
                        x[i] = 0;
                    }
                }
                canvas.say("faults: dropouts to zero");
            }
        }
    }

    /** The end of a stretch that starts at {@code from}: up to a {@code divisor}-th of all rows. */
    private static int end(Draw draw, int from, int n, int divisor) {
        double length = draw.logUniform(1, StrictMath.max(2, (double) n / divisor));
        return (int) StrictMath.min(n, from + 1 + length);
    }
}
