package io.undercurrent.detect.anomaly;

import io.undercurrent.detect.StateCheck;
import java.util.Arrays;

/**
 * The main directions of a stream of vectors, one vector at a time: candid covariance-free
 * incremental PCA (Weng, Zhang and Hwang 2003), not centred. A component is the unit direction
 * times the mean square of its projections.
 *
 * <p>State: {@code components * dimensions} 32-bit numbers. Cost of a vector: four multiplications
 * per number of state.
 */
final class StreamingPca {
    private final int dimensions;
    private final int components;
    private final double[] rest;
    private final double[] projections;
    private final double[] variances;
    private double residual;

    StreamingPca(int dimensions, int components) {
        this.dimensions = dimensions;
        this.components = components;
        rest = new double[dimensions];
        projections = new double[components];
        variances = new double[components];
    }

    int size() {
        return components * dimensions;
    }

    void init(float[] f, int p) {
        Arrays.fill(f, p, p + size(), 0f);
    }

    void check(float[] f, int p) {
        for (int i = p; i < p + size(); i++) {
            StateCheck.range("number of a main direction", f[i], -1e18, 1e18);
        }
    }

    /**
     * Projects a vector and learns it; {@link #scaledEnergy} and {@link #residual} then tell how it
     * lay before. Each direction learns what those before it leave of the vector.
     *
     * @param x [dimensions]
     * @param count vectors learned before; each of the first ones starts a direction
     * @param step the vector's weight
     * @param factor the vector is learned as {@code factor} times its length
     */
    void observe(float[] f, int p, double[] x, double count, double step, double factor) {
        System.arraycopy(x, 0, rest, 0, dimensions);
        double pull = step * factor * factor;
        for (int k = 0; k < components; k++) {
            int at = p + k * dimensions;
            if (k == count) {
                start(f, at, factor);
                variances[k] = 0;
                projections[k] = 0;
                break; // those after it start with later vectors
            }
            project(f, at, k);
            double length = variances[k];
            double share = length > 0 ? projections[k] / length : 0;
            double by = pull * projections[k];
            for (int i = 0; i < dimensions; i++) {
                double direction = f[at + i];
                f[at + i] = (float) ((1 - step) * direction + by * rest[i]);
                rest[i] -= share * direction;
            }
        }
        residual = 0;
        for (double r : rest) {
            residual += r * r;
        }
    }

    private void start(float[] f, int at, double factor) {
        for (int i = 0; i < dimensions; i++) {
            f[at + i] = (float) (factor * rest[i]);
        }
    }

    /** Two sums side by side, because one would wait for itself at each step. */
    private void project(float[] f, int at, int k) {
        double square = 0;
        double square2 = 0;
        double dot = 0;
        double dot2 = 0;
        int i = 0;
        for (; i + 1 < dimensions; i += 2) {
            double v = f[at + i];
            double v2 = f[at + i + 1];
            square = Math.fma(v, v, square);
            square2 = Math.fma(v2, v2, square2);
            dot = Math.fma(v, rest[i], dot);
            dot2 = Math.fma(v2, rest[i + 1], dot2);
        }
        if (i < dimensions) {
            square += f[at + i] * f[at + i];
            dot += f[at + i] * rest[i];
        }
        variances[k] = Math.sqrt(square + square2);
        projections[k] = variances[k] > 0 ? (dot + dot2) / variances[k] : 0;
    }

    /** The sum of squared projections of the last vector over their mean squares and a floor. */
    double scaledEnergy(double floor) {
        double sum = 0;
        for (int k = 0; k < components; k++) {
            sum += projections[k] * projections[k] / (variances[k] + floor);
        }
        return sum;
    }

    /** The energy of the last vector that no direction explains. */
    double residual() {
        return residual;
    }
}
