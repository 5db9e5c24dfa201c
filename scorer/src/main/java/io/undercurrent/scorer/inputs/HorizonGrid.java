package io.undercurrent.scorer.inputs;

/** Locates any horizon among the chosen ones. */
public final class HorizonGrid {
    private final int[] horizons;

    /**
     * Creates a grid.
     *
     * @param horizons strictly rising, at least one; not copied
     */
    public HorizonGrid(int[] horizons) {
        this.horizons = horizons;
    }

    /** Index of the last chosen horizon at or before a step; of the first if there is none. */
    public int before(int step) {
        int h = 0;
        while (h + 1 < horizons.length && horizons[h + 1] <= step) {
            h++;
        }
        return h;
    }

    /** Position of a step between chosen horizon h and the next, in [0, 1); 0 at the last. */
    public double share(int h, int step) {
        return h + 1 == horizons.length || step <= horizons[h]
                ? 0
                : (step - horizons[h]) / (double) (horizons[h + 1] - horizons[h]);
    }
}
