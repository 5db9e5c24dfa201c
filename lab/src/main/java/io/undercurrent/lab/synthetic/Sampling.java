package io.undercurrent.lab.synthetic;

import java.util.Locale;

/**
 * When a series is observed: which steps of the process become rows, and with what timestamps.
 *
 * <p>Rows are left out of a regular process rather than drawn at free times, so that every
 * ingredient can be a plain recurrence; the process is at most {@value #MAX_STRETCH} times as long
 * as the series.
 */
final class Sampling {
    static final int MAX_STRETCH = 4;

    private static final String[] NAMES = {
        "400ms", "1s", "10s", "1min", "5min", "10min", "15min", "30min", "1h", "4h", "6h", "1d",
        "1w"
    };
    private static final double[] SECONDS = {
        0.4, 1, 10, 60, 300, 600, 900, 1800, 3600, 14_400, 21_600, 86_400, 604_800
    };
    private static final double[] WEIGHTS = {1, 2, 4, 8, 15, 6, 10, 11, 25, 2, 2, 9, 5};

    /** No series is longer than people have kept records. */
    private static final double MAX_SPAN = 50.0 * Grid.YEAR;

    /** Years since 1970 in which short series start and long ones end. */
    private static final double EARLIEST = 30;

    private static final double LATEST = 55;

    private final Grid grid;
    private final int[] rows;
    private final double jitter;
    private final String words;

    private Sampling(Grid grid, int[] rows, double jitter, String words) {
        this.grid = grid;
        this.rows = rows;
        this.jitter = jitter;
        this.words = words;
    }

    static Sampling draw(Draw draw, int length) {
        double[] weights = WEIGHTS.clone();
        for (int k = 0; k < weights.length; k++) {
            double span = SECONDS[k] * Grid.SECOND * length;
            if (span > MAX_SPAN && SECONDS[k] > 3600) {
                weights[k] = 0;
            }
        }
        int chosen = draw.weighted(weights);
        boolean odd = draw.chance(0.04);
        double seconds = odd ? draw.logUniform(0.05, 7_200) : SECONDS[chosen];
        long interval = 1000 * (long) StrictMath.rint(seconds * 1000);
        String name = odd ? String.format(Locale.ROOT, "%.2fs", seconds) : NAMES[chosen];

        double span = (double) interval * length;
        double start = Grid.YEAR * draw.uniform(EARLIEST, LATEST);
        start -= span > 5.0 * Grid.YEAR ? span : 0;
        // On the interval's own grid, as schedulers and meters write; now and then beside it.
        long aligned = Math.floorDiv((long) StrictMath.max(start, 0), interval) * interval;
        if (draw.chance(0.1)) {
            aligned += (long) (draw.uniform() * interval);
        }
        long zone = 3600 * Grid.SECOND * draw.integer(-10, 12);
        Grid open = new Grid(length, interval, aligned, zone);

        Rows kind = Rows.draw(draw, open);
        int[] rows = kind.keep(draw, open, length);
        double jitter = draw.chance(0.1) ? draw.uniform(0.01, 0.4) : 0;
        String words =
                "sampling: every " + name + ", " + kind.words() + (jitter > 0 ? ", jittered" : "");
        Grid grid = new Grid(rows[length - 1] + 1, interval, aligned, zone);
        return new Sampling(grid, rows, jitter, words);
    }

    Grid grid() {
        return grid;
    }

    String words() {
        return words;
    }

    /** The share of the process's steps that became rows, in (0, 1]. */
    double kept() {
        return (double) rows.length / grid.size();
    }

    /** Returns the rows' values of a process: from {@code [steps]} to {@code [rows]}. */
    double[] read(double[] process) {
        double[] values = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
            values[r] = process[rows[r]];
        }
        return values;
    }

    /** The rows' timestamps, strictly rising, as jitter is less than half an interval. */
    long[] times(Draw draw) {
        long[] times = new long[rows.length];
        for (int r = 0; r < rows.length; r++) {
            long late = jitter > 0 ? (long) (draw.uniform(0, jitter) * grid.intervalMicros()) : 0;
            times[r] = grid.startMicros() + rows[r] * grid.intervalMicros() + late;
        }
        return times;
    }
}
