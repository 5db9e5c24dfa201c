package io.undercurrent.detect.anomaly;

/**
 * The oracle of {@link StreamingPca}: candid covariance-free incremental PCA as in the paper (Weng,
 * Zhang and Hwang 2003), one step after another in 64 bits. As there, each direction learns what
 * those before it leave; unlike there, a vector is judged, and passed on, by the directions as they
 * were before it.
 */
final class NaivePca {
    final double[][] components;
    final double[] projections;
    final double[] variances;
    double residual;

    NaivePca(int dimensions, int components) {
        this.components = new double[components][dimensions];
        projections = new double[components];
        variances = new double[components];
    }

    void observe(double[] x, long count, double step, double factor) {
        double[] rest = x;
        for (int k = 0; k < components.length && k <= count; k++) {
            double[] component = components[k];
            if (k == count) {
                components[k] = times(factor, rest);
                break;
            }
            double length = Math.sqrt(dot(component, component));
            double[] direction = times(length == 0 ? 0 : 1 / length, component);
            double along = dot(rest, direction);
            projections[k] = along;
            variances[k] = length;
            double[] learned = times(factor * factor * along, rest);
            components[k] = plus(times(1 - step, component), times(step, learned));
            rest = plus(rest, times(-along, direction));
        }
        residual = dot(rest, rest);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double[] times(double by, double[] a) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = by * a[i];
        }
        return product;
    }

    static double[] plus(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }
}
