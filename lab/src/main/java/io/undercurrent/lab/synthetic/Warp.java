package io.undercurrent.lab.synthetic;

/**
 * Turns a process of about mean 0 and deviation 1 into what is measured of it: itself, a warped or
 * bounded quantity, counts, or rare demand.
 *
 * <p>The warp comes after the seasons, so that in logarithms they multiply and a count's spread
 * follows its rate.
 */
final class Warp {
    /** Processes reach this many deviations at most where they are put into an exponential. */
    private static final double FAR = 6;

    private final double[] values;
    private boolean anchored;
    private boolean whole;

    private Warp(double[] z) {
        values = z;
    }

    static Warp apply(Canvas canvas, double[] z) {
        Draw draw = canvas.draw;
        Warp warp = new Warp(z);
        if (Vectors.deviation(z) == 0) {
            return warp;
        }
        Vectors.standardise(z);
        switch (draw.weighted(60, 13, 4, 4, 10, 4, 5)) {
            case 0 -> {}
            case 1 -> warp.exponential(canvas);
            case 2 -> warp.root(canvas);
            case 3 -> warp.logarithm(canvas);
            case 4 -> warp.counts(canvas);
            case 5 -> warp.demand(canvas);
            default -> warp.saturate(canvas);
        }
        return warp;
    }

    /** The warped values, {@code [steps]}, the array that was given. */
    double[] values() {
        return values;
    }

    /** Whether zero means none, so that the unit may change but not the origin. */
    boolean anchored() {
        return anchored;
    }

    /** Whether the values are counts. */
    boolean whole() {
        return whole;
    }

    private void exponential(Canvas canvas) {
        double strength = canvas.draw.logUniform(0.1, 1.3);
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.exp(strength * Vectors.clamp(values[i], -FAR, FAR));
        }
        anchored = true;
        canvas.say("warp: exponential");
    }

    private void root(Canvas canvas) {
        double shift = canvas.draw.uniform(0, 3);
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.sqrt(StrictMath.max(0, values[i] + shift));
        }
        anchored = true;
        canvas.say("warp: square root");
    }

    private void logarithm(Canvas canvas) {
        double steep = canvas.draw.logUniform(0.3, 5);
        for (int i = 0; i < values.length; i++) {
            double x = steep * values[i];
            values[i] = StrictMath.signum(x) * StrictMath.log(1 + StrictMath.abs(x));
        }
        canvas.say("warp: logarithm");
    }

    /** A count of Poisson or, with a random rate on top, negative binomial distribution. */
    private void counts(Canvas canvas) {
        Draw draw = canvas.draw;
        double mean = draw.logUniform(0.2, 500);
        double strength = draw.uniform(0.2, 1.1);
        boolean spread = draw.chance(0.5);
        double shape = draw.logUniform(0.8, 40);
        for (int i = 0; i < values.length; i++) {
            double rate = mean * StrictMath.exp(strength * Vectors.clamp(values[i], -FAR, FAR));
            values[i] = draw.poisson(spread ? rate * draw.gamma(shape) / shape : rate);
        }
        anchored = true;
        whole = true;
        canvas.say(spread ? "counts: negative binomial" : "counts: poisson");
    }

    /** Zero most of the time; the odds of a demand and its size follow the process. */
    private void demand(Canvas canvas) {
        Draw draw = canvas.draw;
        double usual = draw.logUniform(0.03, 0.5);
        double odds = StrictMath.log(usual / (1 - usual));
        double strength = draw.uniform(0.1, 1.5);
        double size = draw.logUniform(0.3, 30);
        boolean lots = draw.chance(0.2);
        double spread = draw.uniform(0.2, 1);
        whole = draw.chance(0.7);
        for (int i = 0; i < values.length; i++) {
            double z = Vectors.clamp(values[i], -FAR, FAR);
            boolean wanted = draw.chance(Vectors.sigmoid(odds + strength * z));
            double amount =
                    whole
                            ? 1 + (lots ? StrictMath.rint(size) : draw.poisson(size))
                            : size * StrictMath.exp(spread * draw.gaussian());
            values[i] = wanted ? amount : 0;
        }
        anchored = true;
        canvas.say("intermittent demand: " + (whole ? "whole" : "continuous"));
    }

    /** A share of a capacity, flat near both ends. */
    private void saturate(Canvas canvas) {
        double steep = canvas.draw.logUniform(0.7, 4);
        double shift = canvas.draw.uniform(-1.5, 1.5);
        for (int i = 0; i < values.length; i++) {
            values[i] = Vectors.sigmoid(steep * (values[i] + shift));
        }
        anchored = true;
        canvas.say("warp: saturation");
    }
}
