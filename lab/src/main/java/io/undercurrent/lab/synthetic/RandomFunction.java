package io.undercurrent.lab.synthetic;

/**
 * Draws from Gaussian processes whose kernels are composed at random: smooth, rough, many-scaled,
 * periodic and linear parts, added or multiplied (KernelSynth, arXiv 2403.07815, section 4.2).
 *
 * <p>A part is a sum of cosines at frequencies from its kernel's spectrum (random Fourier features,
 * Rahimi and Recht 2007), each by a rotation from step to step: the cost grows with the steps,
 * where a Cholesky factor's grows with their cube.
 */
final class RandomFunction implements Component {
    private static final int MOST_PARTS = 4;
    private static final int FEATURES = 16;
    private static final int HARMONICS = 8;

    /** A rotation is started anew after so many steps, before rounding shows. */
    private static final int RESTART = 256;

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        int parts = draw.integer(1, MOST_PARTS);
        double[] sum = new double[canvas.size()];
        boolean product = false;
        for (int part = 0; part < parts; part++) {
            boolean times = part > 0 && draw.chance(0.4);
            double period = times || draw.chance(0.55) ? 0 : period(canvas);
            double[] x =
                    period > 0 ? periodic(draw, canvas.size(), period) : draw(draw, sum.length);
            if (period > 0) {
                canvas.recurs(period);
            }
            product |= times;
            double weight = draw.logUniform(0.3, 2);
            for (int i = 0; i < x.length; i++) {
                sum[i] = times ? sum[i] * (1 + weight * x[i]) : sum[i] + weight * x[i];
            }
        }
        Vectors.add(canvas.level, draw.logUniform(0.5, 3), Vectors.standardise(sum));
        canvas.say("random function: " + (product ? "sum and product" : "sum"));
    }

    /** Draws an aperiodic function of deviation 1, {@code [steps]}. */
    static double[] draw(Draw draw, int steps) {
        double[] x = new double[steps];
        double length = draw.logUniform(2, steps);
        switch (draw.weighted(3, 3, 2, 1)) {
            case 0 -> spectrum(draw, x, () -> draw.gaussian() / length);
            case 1 -> {
                // The spectrum of a Matern kernel is Student's t: rough functions.
                double degrees = draw.chance(0.5) ? 3 : 5;
                spectrum(draw, x, () -> draw.student(degrees) / length);
            }
            case 2 -> {
                // Rational quadratic: many lengths at once.
                double alpha = draw.logUniform(0.2, 5);
                spectrum(
                        draw,
                        x,
                        () ->
                                draw.gaussian()
                                        * StrictMath.sqrt(draw.gamma(alpha) / alpha)
                                        / length);
            }
            default -> {
                double slope = draw.gaussian();
                for (int i = 0; i < steps; i++) {
                    x[i] = slope * i / steps;
                }
            }
        }
        return Vectors.standardise(x);
    }

    private static double[] periodic(Draw draw, int steps, double period) {
        double[] x = new double[steps];
        double fall = draw.logUniform(0.1, 1.5);
        for (int k = 1; k <= HARMONICS && period / k >= 2; k++) {
            double size = draw.gaussian() * StrictMath.exp(-fall * (k - 1));
            wave(x, size, 2 * StrictMath.PI * k / period, 2 * StrictMath.PI * draw.uniform());
        }
        return Vectors.standardise(x);
    }

    /** The calendar's day or week where the series has room for two, else any whole number. */
    private static double period(Canvas canvas) {
        Draw draw = canvas.draw;
        double longest = StrictMath.max(5, canvas.size() / 2.5);
        double calendar = canvas.grid.stepsADay() * (draw.chance(0.7) ? 1 : 7);
        boolean fits = calendar >= 4 && calendar <= longest;
        return fits && draw.chance(0.6)
                ? calendar
                : StrictMath.rint(draw.logUniform(4, StrictMath.min(longest, 1_000)));
    }

    private interface Frequency {
        double draw();
    }

    private static void spectrum(Draw draw, double[] x, Frequency frequency) {
        for (int k = 0; k < FEATURES; k++) {
            wave(x, 1, frequency.draw(), 2 * StrictMath.PI * draw.uniform());
        }
    }

    /** Adds {@code size * cos(frequency * i + phase)}; frequency in radians a step. */
    private static void wave(double[] x, double size, double frequency, double phase) {
        double turnCos = StrictMath.cos(frequency);
        double turnSin = StrictMath.sin(frequency);
        double cos = 0;
        double sin = 0;
        for (int i = 0; i < x.length; i++) {
            if (i % RESTART == 0) {
                cos = size * StrictMath.cos(frequency * i + phase);
                sin = size * StrictMath.sin(frequency * i + phase);
            }
            x[i] += cos;
            double next = cos * turnCos - sin * turnSin;
            sin = sin * turnCos + cos * turnSin;
            cos = next;
        }
    }
}
