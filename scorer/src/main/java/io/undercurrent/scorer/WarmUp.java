package io.undercurrent.scorer;

import java.time.Duration;
import java.util.Random;

/**
 * Runs a scorer on invented events of invented keys, so that the JVM has compiled it before the
 * first real event; otherwise the first events take up to milliseconds each. No result depends on
 * it.
 */
public final class WarmUp {
    private static final long INTERVAL_MICROS = 1_000_000;

    /**
     * One value in this many is missing and one is far off, so that rare paths are compiled too.
     */
    private static final int RARE = 50;

    private WarmUp() {}

    /**
     * Scores on the calling thread until the time is over.
     *
     * @param scorer unchanged afterwards
     * @param time zero to skip the warm-up
     * @return events scored
     */
    public static long run(Scorer scorer, Duration time) {
        int n = scorer.maxBatch();
        int channels = scorer.options().channels();
        Slab[] slabs = new Slab[n];
        int fields = scorer.options().fields();
        double[][] values = new double[n][fields];
        long[] times = new long[n];
        ScoreOutput[] outputs = new ScoreOutput[n];
        for (int b = 0; b < n; b++) {
            slabs[b] = scorer.newSlab();
            outputs[b] = new ScoreOutput(channels);
        }
        ForecastOutput forecast = new ForecastOutput(scorer.options());
        Random random = new Random(1);
        long events = 0;
        boolean full = false;
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            for (int b = 0; b < n; b++) {
                times[b] += INTERVAL_MICROS;
                for (int f = 0; f < fields; f++) {
                    values[b][f] = value(random);
                }
            }
            full = !full;
            int size = full ? n : 1;
            scorer.scoreBatch(size, slabs, times, values, outputs);
            if (outputs[0].forecastDue) {
                scorer.forecast(slabs[0], forecast);
            }
            events += size;
        }
        scorer.forgetKeys(); // the invented ones count as active
        return events;
    }

    private static double value(Random random) {
        double value = random.nextGaussian();
        int kind = random.nextInt(RARE);
        return kind == 0 ? Double.NaN : kind == 1 ? 100 * value : value;
    }
}
