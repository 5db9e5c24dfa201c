package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * How unlike all vectors before a vector is: by its energy outside their main directions, and, if
 * wanted, by how far it lies along them. 1 is usual.
 */
final class Novelty {
    private static final int COUNT = 0;
    private static final int ENERGY = 1;
    private static final int RESIDUAL = 2;
    static final int DOUBLES = 3;

    /** A direction's variance counts as at least this. */
    private static final double FLOOR = 0.0025;

    private static final double SHARE_OF_ENERGY = 0.001;

    /** Vectors longer than this many usual lengths are shortened before they are learned. */
    private static final double LONGEST = 5;

    /**
     * Longer ones are not learned as they are: the squares of directions stay far from overflow.
     */
    private static final double MOST_LEARNED = 1e18;

    private static final double MOST_ENERGY = 1e36;

    private final int dimensions;
    private final int components;
    private final boolean alongDirections;
    private final StreamingPca pca;

    /**
     * @param alongDirections whether distance along the main directions counts too
     */
    Novelty(int dimensions, int components, boolean alongDirections) {
        this.dimensions = dimensions;
        this.components = components;
        this.alongDirections = alongDirections;
        pca = new StreamingPca(dimensions, components);
    }

    /** Vectors learned so far. */
    double count(double[] s, int o) {
        return s[o + COUNT];
    }

    int floats() {
        return pca.size();
    }

    void init(double[] s, int o, float[] f, int p) {
        Arrays.fill(s, o, o + DOUBLES, 0);
        pca.init(f, p);
    }

    void check(double[] s, int o, float[] f, int p) {
        StateCheck.whole("number of vectors", s[o + COUNT], 0, 1L << 53);
        StateCheck.range("usual energy", s[o + ENERGY], 0, MOST_ENERGY);
        StateCheck.range("usual energy outside", s[o + RESIDUAL], 0, MOST_ENERGY);
        pca.check(f, p);
    }

    /**
     * Judges a vector and learns it.
     *
     * @param x [dimensions]
     * @param trust share of the usual step, in (0, 1]
     * @return the novelty, 0 while there were no more vectors than directions, or if the vector is
     *     0 or not finite
     */
    double observe(double[] s, int o, float[] f, int p, double[] x, double trust) {
        double energy = 0;
        for (int i = 0; i < dimensions; i++) {
            energy += x[i] * x[i];
        }
        double count = s[o + COUNT];
        double limit = count < Learning.UNCLIPPED ? MOST_LEARNED : MOST_ENERGY;
        if (!(energy > 0 && energy < limit)) {
            return 0;
        }
        double usual = s[o + ENERGY];
        double most = LONGEST * LONGEST * usual;
        boolean isLong = count >= Learning.UNCLIPPED && energy > most;
        double factor = isLong ? Math.sqrt(most / energy) : 1;
        double step = trust * Learning.step(count);
        pca.observe(f, p, x, count, step, factor);
        double novelty = count > components ? novelty(s, o) : 0;
        s[o + COUNT]++;
        s[o + ENERGY] += step * (factor * factor * energy - usual);
        if (count > components) {
            double first = Math.max(step, trust / (count - components));
            s[o + RESIDUAL] += first * (factor * factor * pca.residual() - s[o + RESIDUAL]);
        }
        return novelty;
    }

    private double novelty(double[] s, int o) {
        double floor = FLOOR + SHARE_OF_ENERGY * s[o + ENERGY] / dimensions;
        double least = FLOOR * dimensions + SHARE_OF_ENERGY * s[o + ENERGY];
        double outside = pca.residual() / (s[o + RESIDUAL] + least);
        if (!alongDirections) {
            return Math.sqrt(outside);
        }
        double along = pca.scaledEnergy(floor);
        return Math.sqrt((along + (dimensions - components) * outside) / dimensions);
    }
}
