package io.undercurrent.lab.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * What the ingredients of one series draw on: three layers over the process's steps, and notes.
 *
 * <p>The layers are apart because they meet in more than one way: seasons may grow with the level,
 * noise with the season. Each ingredient adds to a layer in units of about one standard deviation.
 */
final class Canvas {
    final Draw draw;
    final Grid grid;

    /** Where the process is without season and noise; {@code [steps]} as the other layers. */
    final double[] level;

    /** What recurs. */
    final double[] season;

    /** What cannot be told from calendar and clock. */
    final double[] noise;

    private final List<String> words = new ArrayList<>();
    private final List<Double> periods = new ArrayList<>();

    Canvas(Draw draw, Grid grid) {
        this.draw = draw;
        this.grid = grid;
        level = new double[grid.size()];
        season = new double[grid.size()];
        noise = new double[grid.size()];
    }

    int size() {
        return grid.size();
    }

    /** Notes an ingredient as {@code "name: how"}. */
    void say(String what) {
        words.add(what);
    }

    /** Notes a season of {@code steps} steps that a user could know of. */
    void recurs(double steps) {
        periods.add(steps);
    }

    List<String> words() {
        return words;
    }

    List<Double> periods() {
        return periods;
    }

    /**
     * Joins the layers: the signal with deviation 1 and noise beside it.
     *
     * @param noiseShare the noise's deviation over the signal's
     */
    double[] join(double noiseShare) {
        double[] z = level.clone();
        boolean growing = draw.chance(0.3) && Vectors.deviation(level) > 0;
        double[] gain = Vectors.standardise(level.clone());
        double slope = draw.uniform(0.1, 0.5);
        for (int i = 0; i < z.length; i++) {
            double factor = growing ? Vectors.clamp(1 + slope * gain[i], 0.1, 4) : 1;
            z[i] += season[i] * factor;
        }
        if (growing && Vectors.deviation(season) > 0) {
            say("season: multiplicative with level");
        }
        double unit = Vectors.deviation(z);
        Vectors.standardise(z);
        Vectors.add(z, unit > 0 ? noiseShare : 1, noise);
        return z;
    }
}
