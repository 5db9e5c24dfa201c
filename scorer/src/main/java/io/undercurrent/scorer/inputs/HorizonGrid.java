package io.undercurrent.scorer.inputs;

/** Where any horizon lies among some chosen ones. */
public final class HorizonGrid {
    private final int[] horizons;

    /** Over strictly rising horizons, at least one; not copied. */
    public HorizonGrid(int[] horizons) {
        this.horizons = horizons;
    }

    /** Index of the last chosen horizon at or before a step; the first where none is. */
    public int before(int step) {
        int h = 0;
        while (h + 1 < horizons.length && horizons[h + 1] <= step) {
            h++;
        }
        return h;
    }

    /** How far a step lies from chosen horizon h towards the next, in [0, 1); 0 at the last. */
    public double share(int h, int step) {
        return h + 1 == horizons.length || step <= horizons[h]
                ? 0
                : (step - horizons[h]) / (double) (horizons[h + 1] - horizons[h]);
    }
}
