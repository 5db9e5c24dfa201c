package io.undercurrent.lab.synthetic;

/**
 * Independent shocks of a family of tails, their size constant, clustered (GARCH), drifting, or
 * following the season, so that the width of a forecast has to be learned too.
 */
final class NoiseFamily implements Component {
    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        int family = draw.weighted(4, 2, 2.5, 1.5);
        int scale = draw.weighted(5, 1.5, 1.5, 2);
        double degrees = draw.uniform(2.5, 8);
        double skew = draw.uniform(0.3, 1);
        double size = draw.logUniform(0.05, 2);
        double react = draw.uniform(0.05, 0.3);
        double persist = draw.uniform(0.6, 0.99 - react);
        double keep = StrictMath.exp(-1 / draw.logUniform(20, 1_000));
        double fresh = StrictMath.sqrt(1 - keep * keep);
        double depth = draw.uniform(0.3, 0.9);
        double[] season = Vectors.standardise(canvas.season.clone());
        double variance = 1;
        double slow = draw.gaussian();
        for (int i = 0; i < canvas.size(); i++) {
            double shock =
                    switch (family) {
                        case 0 -> draw.gaussian();
                        case 1 -> draw.laplace();
                        case 2 -> draw.student(degrees);
                        default -> lognormal(draw, skew);
                    };
            double wide = 1;
            if (scale == 1) {
                wide = StrictMath.sqrt(variance);
                double bounded = StrictMath.min(shock * shock, 25);
                variance = 1 - react - persist + variance * (react * bounded + persist);
            } else if (scale == 2) {
                slow = keep * slow + fresh * draw.gaussian();
                wide = StrictMath.exp(depth * slow);
            } else if (scale == 3) {
                wide = Vectors.clamp(1 + depth * season[i], 0.1, 5);
            }
            canvas.noise[i] += size * wide * shock;
        }
        String[] families = {"gaussian", "laplace", "student t", "lognormal"};
        String[] scales = {"constant", "garch", "drifting", "following season"};
        canvas.say("noise: " + families[family] + ", variance " + scales[scale]);
    }

    /** Mean 0, variance 1, skewed to the right. */
    private static double lognormal(Draw draw, double s) {
        double mean = StrictMath.exp(s * s / 2);
        double deviation = mean * StrictMath.sqrt(StrictMath.exp(s * s) - 1);
        return (StrictMath.exp(s * draw.gaussian()) - mean) / deviation;
    }
}
