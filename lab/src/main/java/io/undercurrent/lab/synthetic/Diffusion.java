package io.undercurrent.lab.synthetic;

/**
 * Levels that diffuse: a random walk, an Ornstein-Uhlenbeck process, or a sum of those over many
 * time constants, whose memory falls as a power of the lag like fractional noise.
 */
final class Diffusion implements Component {
    private static final int SCALES = 5;

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        int n = canvas.size();
        double[] x = new double[n];
        String kind;
        switch (draw.weighted(3, 2, 2)) {
            case 0 -> {
                kind = "random walk";
                double drift = draw.chance(0.4) ? draw.gaussian() * 0.1 : 0;
                double tails = draw.chance(0.4) ? draw.uniform(2.5, 8) : 0;
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += drift + (tails > 0 ? draw.student(tails) : draw.gaussian());
                    x[i] = sum;
                }
            }
            case 1 -> {
                kind = "ornstein-uhlenbeck";
                relax(draw, x, draw.logUniform(3, n), 1);
            }
            default -> {
                kind = "long memory";
                double roughness = draw.uniform(0.05, 0.6);
                for (int k = 0; k < SCALES; k++) {
                    double time = 2 * StrictMath.pow(n / 4.0, (double) k / (SCALES - 1));
                    relax(draw, x, time, StrictMath.pow(time, roughness));
                }
            }
        }
        Vectors.add(canvas.level, draw.logUniform(0.3, 4), Vectors.standardise(x));
        canvas.say("diffusion: " + kind);
    }

    /** Adds a stationary process of deviation {@code size} that forgets in {@code time} steps. */
    private static void relax(Draw draw, double[] sum, double time, double size) {
        double keep = StrictMath.exp(-1 / time);
        double fresh = StrictMath.sqrt(1 - keep * keep);
        double x = draw.gaussian();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += size * x;
            x = keep * x + fresh * draw.gaussian();
        }
    }
}
