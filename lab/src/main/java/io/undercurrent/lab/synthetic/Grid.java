package io.undercurrent.lab.synthetic;

/**
 * The regular steps that a process is laid on, with the calendar of its place.
 *
 * <p>A fixed offset from UTC and no clock changes: real series are kept in such time too, and a
 * jump of an hour twice a year would teach the model little at the price of a time-zone table,
 * which differs from JDK to JDK.
 *
 * @param size steps
 * @param intervalMicros microseconds from step to step
 * @param startMicros UTC microseconds since 1970 of step 0
 * @param zoneMicros what local time is ahead of UTC
 */
record Grid(int size, long intervalMicros, long startMicros, long zoneMicros) {
    static final long SECOND = 1_000_000L;
    static final long DAY = 86_400 * SECOND;

    /** The mean Gregorian year. */
    static final long YEAR = 31_556_952 * SECOND;

    /** 1970-01-01 was a Thursday, day 3 of a week that starts on Monday. */
    private static final int FIRST_WEEKDAY = 3;

    /** Steps in a day; below 1 where a step is longer than a day. */
    double stepsADay() {
        return (double) DAY / intervalMicros;
    }

    double stepsAYear() {
        return (double) YEAR / intervalMicros;
    }

    /** How many days the grid spans. */
    double days() {
        return size / stepsADay();
    }

    private long local(int step) {
        return startMicros + zoneMicros + step * intervalMicros;
    }

    /** The local day of {@code step}, counted from the day of step 0. */
    int day(int step) {
        return Math.toIntExact(Math.floorDiv(local(step), DAY) - Math.floorDiv(local(0), DAY));
    }

    /** The local time of day as a share of the day, in [0, 1). */
    double dayPhase(int step) {
        return (double) Math.floorMod(local(step), DAY) / DAY;
    }

    /** The weekday of a day counted as {@link #day} does: 0 is Monday, 6 is Sunday. */
    int weekday(int day) {
        long number = Math.floorDiv(local(0), DAY) + day;
        return Math.toIntExact(Math.floorMod(number + FIRST_WEEKDAY, 7L));
    }

    /** The share of the mean year that has passed at {@code step}, in [0, 1). */
    double yearPhase(int step) {
        return (double) Math.floorMod(local(step), YEAR) / YEAR;
    }
}
