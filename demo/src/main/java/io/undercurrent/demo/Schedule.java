package io.undercurrent.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * When the demo disturbs the cores, and which windows it compares the disturbance with.
 *
 * <p>A window is as long as the disturbance and one second of its echo. The settling time, the
 * disturbed window and the recovery after it are in no undisturbed window.
 */
final class Schedule {
    static final Duration DISTURBANCE = Duration.ofSeconds(3);
    static final Duration WINDOW = DISTURBANCE.plusSeconds(1);

    /** How long before a disturbance it is announced. */
    static final Duration NOTICE = Duration.ofSeconds(5);

    /**
     * For this long after the disturbed window, alarms are an echo: the values return to normal.
     */
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
     * @param seconds length of streaming in seconds, or null for no end
     * @param warmup number of a key's first events, which raise no alarms
     * @param interval time between two events of a key
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

    /** The first moment that counts: the keys are past their warm-up. */
    Instant settled() {
        return start.plus(settling);
    }

    /** When the first disturbance begins; empty if the run is too short for one and its window. */
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

    /** The idle share of the cores, 0 to 1, if they were too busy to be disturbed; else NaN. */
    double idleInstead() {
        return disturbed == null ? idleInstead : Double.NaN;
    }

    /** When the first disturbance began, which the verdict is about; empty before it. */
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
