package io.undercurrent.lab.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One node of a random causal graph: roots are random functions or memory of their own, the others
 * mix delayed parents through a nonlinearity (the idea of CauKer, arXiv 2508.02879). Regimes,
 * thresholds and delayed echoes come out that no sum of level and season has.
 */
final class CausalGraph implements Component {
    private static final int MOST_NODES = 6;
    private static final int MOST_PARENTS = 3;
    private static final int MOST_DELAY = 48;

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        int roots = draw.integer(1, 3);
        int nodes = roots + draw.integer(1, MOST_NODES - roots);
        double[][] x = new double[nodes][];
        // What recurs in a node or in one that it comes from.
        List<Set<Double>> periods = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            periods.add(new TreeSet<>());
            x[node] =
                    node < roots ? root(canvas, periods.get(node)) : child(draw, x, node, periods);
        }
        periods.get(nodes - 1).forEach(canvas::recurs);
        Vectors.add(canvas.level, draw.logUniform(0.5, 3), x[nodes - 1]);
        canvas.say("causal graph: last node");
    }

    private static double[] root(Canvas canvas, Set<Double> periods) {
        Draw draw = canvas.draw;
        Canvas own = new Canvas(draw, canvas.grid);
        switch (draw.weighted(3, 2, 2, 1)) {
            case 0 -> new RandomFunction().addTo(own);
            case 1 -> new Diffusion().addTo(own);
            case 2 -> new PeriodSeason().addTo(own);
            default -> new Bursts().addTo(own);
        }
        periods.addAll(own.periods());
        Vectors.add(own.level, 1, own.season);
        return Vectors.standardise(own.level);
    }

    private static double[] child(Draw draw, double[][] x, int node, List<Set<Double>> periods) {
        double[] sum = new double[x[0].length];
        int parents = draw.integer(1, StrictMath.min(node, MOST_PARENTS));
        for (int parent = 0; parent < parents; parent++) {
            int place = draw.integer(0, node - 1);
            double[] from = x[place];
            periods.get(node).addAll(periods.get(place));
            int delay = draw.chance(0.4) ? 0 : (int) draw.logUniform(1, MOST_DELAY);
            double weight = draw.gaussian();
            for (int i = delay; i < sum.length; i++) {
                sum[i] += weight * from[i - delay];
            }
        }
        Vectors.standardise(sum);
        double shift = 0.7 * draw.gaussian();
        int kind = draw.weighted(3, 2, 2, 1, 1, 1, 1);
        double noise = draw.chance(0.5) ? 0 : draw.logUniform(0.01, 0.3);
        for (int i = 0; i < sum.length; i++) {
            sum[i] = activation(kind, sum[i] + shift) + (noise > 0 ? noise * draw.gaussian() : 0);
        }
        return Vectors.standardise(sum);
    }

    private static double activation(int kind, double x) {
        return switch (kind) {
            case 0 -> x;
            case 1 -> 2 * Vectors.sigmoid(2 * x) - 1;
            case 2 -> StrictMath.max(0, x);
            case 3 -> StrictMath.sin(3 * x);
            case 4 -> Vectors.clamp(x * x, 0, 9);
            case 5 -> StrictMath.abs(x);
            default -> x > 0 ? 1 : 0;
        };
    }
}
