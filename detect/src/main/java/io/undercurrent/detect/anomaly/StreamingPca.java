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
    private final float[] rest;
    private final float[] direction;
    private final float[] learned;
    private final double[] projections;
    private final double[] variances;
    private double residual;

    StreamingPca(int dimensions, int components) {
        this.dimensions = dimensions;
        this.components = components;
        rest = new float[dimensions];
        direction = new float[dimensions];
        learned = new float[dimensions];
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
        for (int i = 0; i < dimensions; i++) {
            rest[i] = (float) x[i];
        }
        double pull = step * factor * factor;
        for (int k = 0; k < components; k++) {
            int at = p + k * dimensions;
            if (k == count) {
                start(f, at, factor);
                variances[k] = 0;
                projections[k] = 0;
                break; // those after it start with later vectors
            }
            System.arraycopy(f, at, direction, 0, dimensions);
            project(k);
            double length = variances[k];
            float share = length > 0 ? (float) (projections[k] / length) : 0;
            learn((float) (1 - step), (float) (pull * projections[k]), share);
            System.arraycopy(learned, 0, f, at, dimensions);
        }
        residual = 0;
        for (float r : rest) {
            residual += (double) r * r;
        }
    }

    private void start(float[] f, int at, double factor) {
        for (int i = 0; i < dimensions; i++) {
            f[at + i] = (float) factor * rest[i];
        }
    }

    /**
     * Learns a direction and takes its share from the rest. All arrays have the same index, because
     * C2 vectorises only such loops.
     */
    private void learn(float keep, float by, float share) {
        for (int i = 0; i < dimensions; i++) {
            learned[i] = Math.fma(keep, direction[i], by * rest[i]);
        }
        for (int i = 0; i < dimensions; i++) {
            rest[i] = Math.fma(-share, direction[i], rest[i]);
        }
    }

    /** Four sums side by side, because one would wait for itself at each step. */
    private void project(int k) {
        float square = 0;
        float square2 = 0;
        float square3 = 0;
        float square4 = 0;
        float dot = 0;
        float dot2 = 0;
        float dot3 = 0;
        float dot4 = 0;
        int i = 0;
        for (; i + 3 < dimensions; i += 4) {
            square = Math.fma(direction[i], direction[i], square);
            square2 = Math.fma(direction[i + 1], direction[i + 1], square2);
            square3 = Math.fma(direction[i + 2], direction[i + 2], square3);
            square4 = Math.fma(direction[i + 3], direction[i + 3], square4);
            dot = Math.fma(direction[i], rest[i], dot);
            dot2 = Math.fma(direction[i + 1], rest[i + 1], dot2);
            dot3 = Math.fma(direction[i + 2], rest[i + 2], dot3);
            dot4 = Math.fma(direction[i + 3], rest[i + 3], dot4);
        }
        for (; i < dimensions; i++) {
            square = Math.fma(direction[i], direction[i], square);
            dot = Math.fma(direction[i], rest[i], dot);
        }
        variances[k] = Math.sqrt((square + square2) + (square3 + square4));
        projections[k] = variances[k] > 0 ? ((dot + dot2) + (dot3 + dot4)) / variances[k] : 0;
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
