package io.undercurrent.scorer.inputs;

/**
 * The position of an event in day, week and year, in UTC, as sines and cosines. Streams in another
 * zone see the same rhythm, shifted, except for changes of the clock.
 */
final class Calendar {
    /** Two numbers per period. */
    static final int INPUTS = 6;

    private static final double DAY = 86_400e6;
    private static final double[] PERIODS = {DAY, 7 * DAY, 365.2425 * DAY};

    private final SineCosine both = new SineCosine();

    /** Writes {@value #INPUTS} numbers, zeros before the first event; returns the next position. */
    int write(double timeMicros, float[] target, int at) {
        for (int i = 0; i < PERIODS.length; i++) {
            double angle = Double.isNaN(timeMicros) ? 0 : timeMicros / PERIODS[i];
            double turn = 2 * StrictMath.PI * (angle - StrictMath.floor(angle));
            both.of(turn);
            target[at + 2 * i] = Double.isNaN(timeMicros) ? 0 : (float) both.sine;
            target[at + 2 * i + 1] = Double.isNaN(timeMicros) ? 0 : (float) both.cosine;
        }
        return at + INPUTS;
    }
}
