package io.undercurrent.training.forecast;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/**
 * Minimises a function of few variables without derivatives (Nelder and Mead 1965): a simplex is
 * reflected, stretched and shrunk around its worst corner.
 */
final class NelderMead {
    // An array on purpose: it is a point, and nothing compares corners.
    @SuppressWarnings("ArrayRecordComponent")
    private record Corner(double[] x, double value) {}

    private final ToDoubleFunction<double[]> f;
    private final Corner[] simplex;
    private int evaluations;

    private NelderMead(ToDoubleFunction<double[]> f, double[] start, double size) {
        this.f = f;
        simplex = new Corner[start.length + 1];
        for (int i = 0; i < simplex.length; i++) {
            double[] x = start.clone();
            if (i > 0) {
                x[i - 1] += size;
            }
            simplex[i] = corner(x);
        }
    }

    /**
     * Searches the minimum.
     *
     * @param f the function; NaN counts as infinitely large
     * @param start where to begin
     * @param size first step in each variable
     * @param evaluations approximate limit of calls of f
     * @return the best point found
     */
    static double[] minimise(
            ToDoubleFunction<double[]> f, double[] start, double size, int evaluations) {
        NelderMead search = new NelderMead(f, start, size);
        while (search.evaluations < evaluations) {
            search.step();
        }
        search.sort();
        return search.simplex[0].x();
    }

    private void step() {
        sort();
        int worst = simplex.length - 1;
        Corner reflected = toward(1);
        if (reflected.value() < simplex[0].value()) {
            Corner stretched = toward(2);
            simplex[worst] = stretched.value() < reflected.value() ? stretched : reflected;
        } else if (reflected.value() < simplex[worst - 1].value()) {
            simplex[worst] = reflected;
        } else {
            Corner near = reflected.value() < simplex[worst].value() ? toward(0.5) : toward(-0.5);
            if (near.value() < Math.min(reflected.value(), simplex[worst].value())) {
                simplex[worst] = near;
            } else {
                shrink();
            }
        }
    }

    private void sort() {
        Arrays.sort(simplex, Comparator.comparingDouble(Corner::value));
    }

    /**
     * The point at {@code centre + factor (centre - worst)}; the centre is that of all but the
     * worst.
     */
    private Corner toward(double factor) {
        int n = simplex.length - 1;
        double[] worst = simplex[n].x();
        double[] x = new double[n];
        for (int j = 0; j < n; j++) {
            double centre = 0;
            for (int i = 0; i < n; i++) {
                centre += simplex[i].x()[j] / n;
            }
            x[j] = centre + factor * (centre - worst[j]);
        }
        return corner(x);
    }

    private void shrink() {
        double[] best = simplex[0].x();
        for (int i = 1; i < simplex.length; i++) {
            double[] x = simplex[i].x().clone();
            for (int j = 0; j < x.length; j++) {
                x[j] = best[j] + (x[j] - best[j]) / 2;
            }
            simplex[i] = corner(x);
        }
    }

    private Corner corner(double[] x) {
        evaluations++;
        double value = f.applyAsDouble(x);
        return new Corner(x, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value);
    }
}
