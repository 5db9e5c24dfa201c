package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Mamba2Config;

/** RMSNorm over groups of equal size, y = x / sqrt(mean(x^2) + eps) * w, and its gradients. */
final class RmsNorm<V> {

    private final Reals<V> r;
    private final V weight;
    private final int size;

    RmsNorm(Reals<V> reals, V weight, int groups) {
        r = reals;
        this.weight = weight;
        size = r.length(weight) / groups;
    }

    /** Normalises one row; y and x may be the same array. */
    void forward(V y, V x) {
        for (int from = 0; from < r.length(weight); from += size) {
            r.scale(y, inverse(x, from), x, from, from + size);
        }
        r.multiply(y, weight, y, 0, r.length(weight));
    }

    /** Sets dx and adds to dWeight. */
    void backward(V dx, V x, V dy, V dWeight) {
        V product = r.vector(r.length(weight));
        r.multiply(product, x, dy, 0, r.length(weight));
        r.multiply(dx, weight, dy, 0, r.length(weight));
        for (int from = 0; from < r.length(weight); from += size) {
            int to = from + size;
            double inverse = inverse(x, from);
            r.axpy(dWeight, inverse, product, from, to);
            double mean = r.dot(product, weight, from, to) / size;
            r.scale(dx, inverse, dx, from, to);
            r.axpy(dx, -inverse * inverse * inverse * mean, x, from, to);
        }
    }

    private double inverse(V x, int from) {
        return 1 / Math.sqrt(r.dot(x, x, from, from + size) / size + Mamba2Config.NORM_EPS);
    }
}
