package io.undercurrent.lab.synthetic;

/**
 * Which steps of a process are rows of the series: all, or all but what was never written.
 *
 * <p>Rows that are absent differ from values that are missing: the times jump, and a season counted
 * in rows slips. Shops and markets write no rows at night, sensors go away, reports come when
 * something changed.
 */
enum Rows {
    REGULAR("regular"),
    GAPS("with gaps"),
    THINNED("irregular, rows left out at random"),
    CLUSTERED("irregular, in clusters"),
    OPENING_HOURS("in opening hours only"),
    WORKING_DAYS("on working days only");

    private final String words;

    Rows(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Draws a way of sampling that fits the grid's interval. */
    static Rows draw(Draw draw, Grid grid) {
        double perDay = grid.stepsADay();
        double opening = perDay >= 12 && grid.days() > 2 ? 2 : 0;
        double working = perDay == 1 ? 15 : 0;
        return values()[draw.weighted(78, 8, 4, 3, opening, working)];
    }

    /** Returns {@code length} rising steps, the last below {@code 4 * length}. */
    int[] keep(Draw draw, Grid grid, int length) {
        double share = draw.uniform(0.4, 0.95);
        double gapStart = draw.integer(1, 4) / (double) length;
        double gapLength = draw.logUniform(2, StrictMath.max(3, length / 8.0));
        double open = draw.integer(6, 10) / 24.0;
        double close = open + draw.integer(6, 12) / 24.0;
        boolean dense = true;
        int spare = (Sampling.MAX_STRETCH - 1) * length;
        int[] rows = new int[length];
        int step = 0;
        for (int r = 0; r < length; step++) {
            boolean kept =
                    switch (this) {
                        case REGULAR -> true;
                        case GAPS -> true;
                        case THINNED -> draw.chance(share);
                        case CLUSTERED -> {
                            dense = draw.chance(0.03) ? !dense : dense;
                            yield draw.chance(dense ? 0.95 : 0.15);
                        }
                        case OPENING_HOURS ->
                                grid.dayPhase(step) >= open && grid.dayPhase(step) < close;
                        case WORKING_DAYS -> grid.weekday(grid.day(step)) < 5;
                    };
            if (this == GAPS && draw.chance(gapStart)) {
                int gap = (int) StrictMath.min(spare, 1 + gapLength * draw.exponential());
                step += gap;
                spare -= gap;
            }
            if (kept || spare <= 0) {
                rows[r++] = step;
            } else {
                spare--;
            }
        }
        return rows;
    }
}
