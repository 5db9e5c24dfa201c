package io.undercurrent.lab.synthetic;

/**
 * The families of shapes that a cycle may have, each drawn from a prior of its own; they cost a
 * table each, not a formula a step.
 */
final class Shapes {
    private Shapes() {}

    /** One to seven harmonics whose amplitudes fall as a power of their number. */
    static Profile fourier(Draw draw) {
        int harmonics = draw.integer(1, 7);
        double fall = draw.uniform(0.7, 2.2);
        double[] sine = new double[harmonics + 1];
        double[] cosine = new double[harmonics + 1];
        for (int h = 1; h <= harmonics; h++) {
            sine[h] = draw.gaussian() * StrictMath.pow(h, -fall);
            cosine[h] = draw.gaussian() * StrictMath.pow(h, -fall);
        }
        return Profile.of(
                "smooth",
                phase -> {
                    double sum = 0;
                    for (int h = 1; h <= harmonics; h++) {
                        double angle = 2 * StrictMath.PI * h * phase;
                        sum += sine[h] * StrictMath.sin(angle) + cosine[h] * StrictMath.cos(angle);
                    }
                    return sum;
                });
    }

    /** A morning and an evening peak of any height over a day's hump and a low night. */
    static Profile doublePeak(Draw draw, double turn) {
        double morning = draw.uniform(0.28, 0.4) + turn;
        double evening = draw.uniform(0.66, 0.85) + turn;
        double early = draw.logUniform(0.25, 1.5);
        double wide = draw.uniform(0.02, 0.09);
        double hump = draw.uniform(0, 1.2);
        return Profile.of(
                "double peak",
                p ->
                        early * bump(p, morning, wide)
                                + bump(p, evening, wide * 1.3)
                                + hump * bump(p, 0.56 + turn, 0.16));
    }

    /** A plateau with ramps, with or without a dip at noon. */
    static Profile officeHours(Draw draw, double turn) {
        double from = draw.uniform(0.25, 0.42);
        double to = draw.uniform(0.65, 0.95);
        double ramp = draw.logUniform(0.004, 0.04);
        double lunch = draw.chance(0.5) ? draw.uniform(0, 0.5) : 0;
        double tilt = draw.uniform(-0.8, 0.8);
        return Profile.of(
                "office hours",
                q -> {
                    double p = q - turn - StrictMath.floor(q - turn);
                    double open = Vectors.sigmoid((p - from) / ramp);
                    double shut = Vectors.sigmoid((to - p) / (1.5 * ramp));
                    return open * shut * (1 + tilt * (p - 0.5) - lunch * bump(p, 0.53, 0.025));
                });
    }

    /** A hump that starts and ends at a flat floor, as the sun's. */
    static Profile nightFloor(Draw draw, double turn) {
        double threshold = draw.uniform(-0.4, 0.5);
        double power = draw.uniform(0.6, 2);
        return Profile.of(
                "night floor",
                p -> {
                    double sun = -StrictMath.cos(2 * StrictMath.PI * (p - turn)) - threshold;
                    return StrictMath.pow(StrictMath.max(0, sun), power);
                });
    }

    /** Random levels at 6 to 48 knots joined by lines: habits without a formula. */
    static Profile ragged(Draw draw) {
        int knots = draw.integer(6, 48);
        double[] levels = new double[knots];
        double pull = draw.uniform(0.3, 1);
        for (int k = 0; k < knots; k++) {
            double last = k > 0 ? levels[k - 1] : 0;
            // Pulled home towards the end, so that the cycle closes.
            levels[k] = pull * last * (1 - (double) k / knots) + draw.gaussian();
        }
        return Profile.of(
                "ragged",
                p -> {
                    double place = (p - StrictMath.floor(p)) * knots;
                    int k = (int) place;
                    double share = place - k;
                    return levels[k % knots] * (1 - share) + levels[(k + 1) % knots] * share;
                });
    }

    /** One to four narrow peaks, one to each side: batch jobs, deliveries. */
    static Profile spiky(Draw draw) {
        int peaks = draw.integer(1, 4);
        double[] centre = new double[peaks];
        double[] height = new double[peaks];
        for (int k = 0; k < peaks; k++) {
            centre[k] = draw.uniform();
            height[k] = draw.logUniform(0.3, 2) * (draw.chance(0.15) ? -1 : 1);
        }
        double wide = draw.logUniform(0.006, 0.05);
        return Profile.of(
                "spiky",
                p -> {
                    double sum = 0;
                    for (int k = 0; k < peaks; k++) {
                        sum += height[k] * bump(p, centre[k], wide);
                    }
                    return sum;
                });
    }

    /** Two to six levels with sudden changes: shifts, tariffs, phases of a machine. */
    static Profile steps(Draw draw) {
        int parts = draw.integer(2, 6);
        double[] edge = new double[parts];
        double[] height = new double[parts];
        for (int k = 0; k < parts; k++) {
            edge[k] = draw.uniform();
            height[k] = draw.gaussian();
        }
        return Profile.of(
                "steps",
                p -> {
                    double sum = 0;
                    for (int k = 0; k < parts; k++) {
                        sum += p < edge[k] ? height[k] : 0;
                    }
                    return sum;
                });
    }

    /** A bell of height 1 around {@code centre} on the circle. */
    private static double bump(double phase, double centre, double width) {
        double far = phase - centre;
        far -= StrictMath.rint(far);
        return StrictMath.exp(-far * far / (2 * width * width));
    }
}
