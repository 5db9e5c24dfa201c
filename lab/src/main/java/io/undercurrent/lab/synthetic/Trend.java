package io.undercurrent.lab.synthetic;

/**
 * The slow course of the level: linear, piecewise linear, damped, logistic, or a wandering slope.
 */
final class Trend implements Component {
    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        int n = canvas.size();
        double height = draw.logUniform(0.3, 6) * draw.sign();
        double[] x = new double[n];
        String kind;
        switch (draw.weighted(3, 3, 2, 2, 2)) {
            case 0 -> {
                kind = "linear";
                for (int i = 0; i < n; i++) {
                    x[i] = height * i / n;
                }
            }
            case 1 -> {
                kind = "piecewise";
                double bends = draw.integer(1, 6) / (double) n;
                double slope = height * draw.gaussian() / n;
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    slope = draw.chance(bends) ? 2 * height * draw.gaussian() / n : slope;
                    sum += slope;
                    x[i] = sum;
                }
            }
            case 2 -> {
                kind = "damped";
                double rate = draw.logUniform(2, 20) / n;
                for (int i = 0; i < n; i++) {
                    x[i] = height * (1 - StrictMath.exp(-rate * i));
                }
            }
            case 3 -> {
                kind = "logistic";
                double middle = draw.uniform(0, 1) * n;
                double width = draw.logUniform(0.01, 0.2) * n;
                for (int i = 0; i < n; i++) {
                    x[i] = height * Vectors.sigmoid((i - middle) / width);
                }
            }
            default -> {
                kind = "wandering slope";
                double keep = 1 - 1 / (n * draw.logUniform(0.02, 0.5));
                double slope = 0;
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    slope = keep * slope + draw.gaussian();
                    sum += slope;
                    x[i] = sum;
                }
                Vectors.standardise(x);
                for (int i = 0; i < n; i++) {
                    x[i] *= height / 3;
                }
            }
        }
        Vectors.add(canvas.level, 1, x);
        canvas.say("trend: " + kind);
    }
}
