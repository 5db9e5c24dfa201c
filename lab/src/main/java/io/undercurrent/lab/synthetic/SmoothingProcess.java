package io.undercurrent.lab.synthetic;

import java.util.Arrays;

/**
 * The process that exponential smoothing is right for: level, damped slope and season are states,
 * and each surprise moves all three (innovations form of ETS; Hyndman et al. 2008, "Forecasting
 * with Exponential Smoothing", chapter 3). Trends go on, turn and fade; seasons drift.
 */
final class SmoothingProcess implements Component {
    private static final double LONGEST = 400;

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        int n = canvas.size();
        double alpha = draw.logUniform(0.01, 1);
        double beta = draw.chance(0.35) ? 0 : alpha * draw.logUniform(0.002, 0.3);
        double damping = draw.chance(0.5) ? 1 : draw.uniform(0.8, 0.999);
        int period = draw.chance(0.6) ? EvolvingSeason.period(canvas, LONGEST) : 0;
        double gamma = draw.chance(0.3) ? 0 : (1 - alpha) * draw.logUniform(0.005, 0.4);
        double tails = draw.chance(0.3) ? draw.uniform(2.5, 8) : 0;
        double surprise = draw.logUniform(0.03, 1);
        double[] season = new double[StrictMath.max(1, period)];
        if (period > 0) {
            Profile shape = Profile.any(draw);
            Arrays.setAll(season, i -> shape.at((double) i / period));
            Vectors.standardise(season);
        }
        double[] x = new double[n];
        double level = 0;
        double slope = draw.chance(0.5) ? 0 : draw.gaussian() * draw.logUniform(0.1, 10) / n;
        for (int i = 0; i < n; i++) {
            double e = surprise * (tails > 0 ? draw.student(tails) : draw.gaussian());
            int at = i % season.length;
            x[i] = level + damping * slope + season[at] + e;
            level += damping * slope + alpha * e;
            slope = damping * slope + beta * e;
            season[at] += period > 0 ? gamma * e : 0;
        }
        Vectors.add(canvas.level, draw.logUniform(0.5, 3), Vectors.standardise(x));
        canvas.say(
                "smoothing process: "
                        + (beta > 0 ? "trend" : "level")
                        + (period > 0 ? " and season" : ""));
        if (period > 0) {
            canvas.recurs(period);
        }
    }
}
