package io.undercurrent.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * When the demo disturbs the cores and which windows it compares with.
 *
 * <p>A window is as long as the disturbance and a second of echo. Settling, the disturbed window
 * and what follows it directly count as neither disturbed nor undisturbed.
 */
final class Schedule {
    static final Duration DISTURBANCE = Duration.ofSeconds(3);
    static final Duration WINDOW = DISTURBANCE.plusSeconds(1);

    /** Announced so long before. */
    static final Duration NOTICE = Duration.ofSeconds(5);

    /** After a disturbance the alarms of the way back are its echo. */
    static final Duration RECOVERY = Duration.ofSeconds(12);

    private static final Duration EVERY = Duration.ofSeconds(90);
    private static final double LATEST_SHARE = 0.75;

    private final Duration settling;
    private final Duration length;
    private Instant start;
    private Instant disturbed;
    private double idleInstead = Double.NaN;

    /**
     * A schedule that has not started.
     *
     * @param seconds of streaming, or null for no end
     * @param warmup events of a key without alarms
     * @param interval between events of a key
     */
    Schedule(Integer seconds, int warmup, Duration interval) {
        settling = interval.multipliedBy(warmup).plusSeconds(3);
        length = seconds == null ? null : Duration.ofSeconds(seconds);
    }

    void start(Instant now) {
        start = now;
    }

    boolean isOver(Instant now) {
        return length != null && !now.isBefore(start.plus(length));
    }

    /** The first moment that counts: keys are warm. */
    Instant settled() {
        return start.plus(settling);
    }

    /** The first disturbance; nothing where the run is too short to see one out. */
    Optional<Instant> first() {
        if (length == null) {
            return Optional.of(start.plus(EVERY));
        }
        Duration late = length.minus(WINDOW).minusSeconds(2);
        Duration at = Duration.ofMillis((long) (length.toMillis() * LATEST_SHARE));
        Duration chosen = at.compareTo(late) < 0 ? at : late;
        return chosen.compareTo(settling.plus(NOTICE)) < 0
                ? Optional.empty()
                : Optional.of(start.plus(chosen));
    }

    Instant next(Instant last) {
        return last.plus(EVERY);
    }

    void disturbedAt(Instant time) {
        if (disturbed == null) {
            disturbed = time;
        }
    }

    void noIdle(double idle) {
        if (disturbed == null) {
            idleInstead = idle;
        }
    }

    /** How idle the cores were where they were too busy to be disturbed; else NaN. */
    double idleInstead() {
        return disturbed == null ? idleInstead : Double.NaN;
    }

    /** The disturbance that the verdict is about: the first. */
    Optional<Instant> disturbed() {
        return Optional.ofNullable(disturbed);
    }

    String announcement() {
        return String.format(
                Locale.ROOT,
                "warming up for %d s, then the cores are loaded for %d s at an announced moment",
                settling.toSeconds(),
                DISTURBANCE.toSeconds());
    }
}
