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

    /** Projects a vector, [dimensions]; {@link #scaledEnergy} and {@link #residual} then tell. */
    void project(float[] f, int p, double[] x) {
        System.arraycopy(x, 0, rest, 0, dimensions);
        for (int k = 0; k < components; k++) {
            int at = p + k * dimensions;
            double square = 0;
            double dot = 0;
            for (int i = 0; i < dimensions; i++) {
                square += f[at + i] * f[at + i];
                dot += f[at + i] * rest[i];
            }
            double length = Math.sqrt(square);
            variances[k] = length;
            projections[k] = length > 0 ? dot / length : 0;
            double share = length > 0 ? projections[k] / length : 0;
            for (int i = 0; i < dimensions; i++) {
                rest[i] -= share * f[at + i];
            }
        }
        residual = 0;
        for (double r : rest) {
            residual += r * r;
        }
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

    /**
     * Learns a vector.
     *
     * @param count vectors learned before; each of the first ones starts a direction
     * @param step the vector's weight
     */
    void learn(float[] f, int p, double[] x, double count, double step) {
        System.arraycopy(x, 0, rest, 0, dimensions);
        for (int k = 0; k < components && k <= count; k++) {
            int at = p + k * dimensions;
            if (k == count) {
                for (int i = 0; i < dimensions; i++) {
                    f[at + i] = (float) rest[i];
                }
                return;
            }
            double square = 0;
            double dot = 0;
            for (int i = 0; i < dimensions; i++) {
                square += f[at + i] * f[at + i];
                dot += f[at + i] * rest[i];
            }
            double by = square > 0 ? step * dot / Math.sqrt(square) : 0;
            double next = 0;
            double along = 0;
            for (int i = 0; i < dimensions; i++) {
                float moved = (float) ((1 - step) * f[at + i] + by * rest[i]);
                f[at + i] = moved;
                next += moved * moved;
                along += moved * rest[i];
            }
            double share = next > 0 ? along / next : 0;
            for (int i = 0; i < dimensions; i++) {
                rest[i] -= share * f[at + i];
            }
        }
    }
}
