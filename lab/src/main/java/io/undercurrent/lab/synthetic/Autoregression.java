package io.undercurrent.lab.synthetic;

import java.util.Arrays;

/**
 * Stable autoregressions of order 1 to 5 with Gaussian or heavy-tailed shocks: what remains of most
 * measured quantities when calendar and trend are gone.
 *
 * <p>Stability is by construction: coefficients come from partial autocorrelations inside (-1, 1)
 * by the Durbin-Levinson recursion (Barndorff-Nielsen and Schou 1973).
 */
final class Autoregression implements Component {
    private static final int BURN_IN = 200;

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        double[] phi;
        double[] theta = {0, 0};
        String kind;
        switch (draw.weighted(4, 2.5, 2, 2)) {
            case 0 -> {
                kind = "stationary";
                phi = stable(draw, draw.integer(1, 5), draw.uniform(0.1, 0.98), 0.5);
            }
            case 1 -> {
                kind = "near unit root";
                double root = 1 - draw.logUniform(2e-4, 0.02);
                phi = stable(draw, draw.integer(1, 3), root, 0.6);
            }
            case 2 -> {
                kind = "arma";
                phi = stable(draw, draw.integer(1, 3), draw.uniform(-0.3, 0.95), 0.5);
                theta[0] = draw.uniform(-0.8, 0.8);
                theta[1] = draw.chance(0.5) ? draw.uniform(-0.5, 0.5) : 0;
            }
            default -> {
                kind = "oscillating";
                double radius = 1 - draw.logUniform(0.002, 0.15);
                double angle = 2 * StrictMath.PI / draw.logUniform(4, 200);
                phi = new double[] {2 * radius * StrictMath.cos(angle), -radius * radius};
            }
        }
        double tails = draw.chance(0.3) ? draw.uniform(2.5, 8) : 0;
        double[] x = run(draw, canvas.size(), phi, theta, tails);
        Vectors.add(canvas.noise, 1, Vectors.standardise(x));
        canvas.say("autoregression: " + kind);
    }

    /** Coefficients of a stable model of {@code order}; {@code first} is the lag-1 partial one. */
    private static double[] stable(Draw draw, int order, double first, double spread) {
        double[] phi = new double[order];
        for (int k = 0; k < order; k++) {
            double partial = k == 0 ? first : draw.uniform(-spread, spread);
            double[] before = phi.clone();
            for (int j = 0; j < k; j++) {
                phi[j] = before[j] - partial * before[k - 1 - j];
            }
            phi[k] = partial;
        }
        return phi;
    }

    private static double[] run(Draw draw, int size, double[] phi, double[] theta, double tails) {
        double[] all = new double[BURN_IN + size];
        double e1 = 0;
        double e2 = 0;
        for (int i = 0; i < all.length; i++) {
            double e = tails > 0 ? draw.student(tails) : draw.gaussian();
            double sum = e + theta[0] * e1 + theta[1] * e2;
            for (int j = 0; j < phi.length && j < i; j++) {
                sum += phi[j] * all[i - 1 - j];
            }
            all[i] = sum;
            e2 = e1;
            e1 = e;
        }
        return Arrays.copyOfRange(all, BURN_IN, all.length);
    }
}
