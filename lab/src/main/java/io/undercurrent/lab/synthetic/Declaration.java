package io.undercurrent.lab.synthetic;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which seasons the user of a series would have declared: mostly the true ones, sometimes some of
 * them or none, now and then a day or a week that the series does not have.
 *
 * <p>The model must neither depend on declared seasons nor believe them blindly.
 */
final class Declaration {
    /** How a series says that it has no season. */
    private static final int NONE = 1;

    private Declaration() {}

    /**
     * Returns periods in rows, rising, each fitting twice into the series; {@code {1}} for none.
     *
     * @param kept the share of steps that are rows
     */
    static int[] draw(Canvas canvas, double kept, int rows) {
        Draw draw = canvas.draw;
        Set<Integer> declared = new TreeSet<>();
        int truth = draw.weighted(76, 12, 12);
        for (double period : canvas.periods()) {
            if (truth == 0 || (truth == 1 && draw.chance(0.5))) {
                add(declared, period * kept, rows);
            }
        }
        String words = List.of("as they are", "some", "none").get(truth);
        if (truth == 0 && draw.chance(0.06)) {
            double day = canvas.grid.stepsADay();
            List<Double> habits = day >= 4 ? List.of(day, 7 * day) : List.of(7 * day);
            habits.forEach(period -> add(declared, period * kept, rows));
            words = "as they are, and by habit";
        }
        if (declared.isEmpty()) {
            declared.add(NONE);
        }
        canvas.say("declared seasons: " + words + " " + declared);
        return declared.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void add(Set<Integer> declared, double period, int rows) {
        double whole = StrictMath.rint(period);
        if (whole >= 2 && whole <= rows / 2.0) {
            declared.add((int) whole);
        }
    }
}
