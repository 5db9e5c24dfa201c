package io.undercurrent.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether the disturbance was flagged, and whether the same rule stays quiet without one.
 *
 * <p>A window is flagged if {@value #IN_A_ROW} samples in a row are improbable together: their
 * surprise {@code -ln p}, averaged over the loaded cores and added up, reaches {@value #ALARMS}
 * times that of an alarm. It is common that one core is busy for one sample, which does not reach
 * it; all cores together do. The rule is worth something only if undisturbed windows of the same
 * run are hardly ever flagged, so at most one in twenty may be.
 *
 * @param outcome the verdict in one word or two
 * @param text the verdict with its reason
 */
record Verdict(Outcome outcome, String text) {
    /** The verdict in a word. */
    enum Outcome {
        /** Flagged, and quiet otherwise. */
        FLAGGED,
        /** Not flagged, or the rule is too loud to mean anything. */
        NOT_FLAGGED,
        /** The run does not allow a verdict. */
        NOT_JUDGED
    }

    /** Undisturbed windows that a verdict needs. */
    static final int WINDOWS = 20;

    /** The most of these windows that may be flagged. */
    static final int MAY_BE_FLAGGED = 1;

    /** Share of the cores' time that must be idle, because else loading them changes nothing. */
    static final double NEEDED_IDLE = 0.3;

    /** Number of consecutive samples that count together. */
    static final int IN_A_ROW = 3;

    /** The surprise that flags a window, in units of an alarm's surprise. */
    static final double ALARMS = 1.6;

    static Verdict of(Schedule schedule, Set<String> cores, List<Tally.CoreScore> scores) {
        Optional<Instant> disturbed = schedule.disturbed();
        if (disturbed.isEmpty()) {
            return Double.isNaN(schedule.idleInstead())
                    ? notJudged("the run was too short for a disturbance")
                    : notJudged(
                            String.format(
                                    Locale.ROOT,
                                    "no idle CPU to disturb: %.0f%% idle, needed are %.0f%%",
                                    100 * schedule.idleInstead(),
                                    100 * NEEDED_IDLE));
        }
        List<Instant> windows = undisturbed(schedule, disturbed.get(), scores);
        if (windows.size() < WINDOWS) {
            return notJudged(
                    String.format(
                            Locale.ROOT,
                            "only %d undisturbed windows of %d s, needed are %d: try --seconds 160",
                            windows.size(),
                            Schedule.WINDOW.toSeconds(),
                            WINDOWS));
        }
        // The latest windows, in which the keys have settled longest.
        List<Instant> compared = windows.subList(windows.size() - WINDOWS, windows.size());
        long flagged =
                compared.stream()
                        .filter(start -> flaggedAt(start, cores, scores).isPresent())
                        .count();
        Optional<Instant> found = flaggedAt(disturbed.get(), cores, scores);
        String quiet =
                String.format(
                        Locale.ROOT,
                        "%d of %d undisturbed windows flagged (at most %d may be)",
                        flagged,
                        WINDOWS,
                        MAY_BE_FLAGGED);
        if (found.isEmpty()) {
            return new Verdict(Outcome.NOT_FLAGGED, "the disturbance was not flagged; " + quiet);
        }
        if (flagged > MAY_BE_FLAGGED) {
            return new Verdict(Outcome.NOT_FLAGGED, "flagged, but too loud to count: " + quiet);
        }
        long millis = Duration.between(disturbed.get(), found.get()).toMillis();
        return new Verdict(
                Outcome.FLAGGED,
                String.format(Locale.ROOT, "flagged %d ms after its start; %s", millis, quiet));
    }

    private static Verdict notJudged(String reason) {
        return new Verdict(Outcome.NOT_JUDGED, "not judged: " + reason);
    }

    /** The time of the sample that flags the window from {@code start}; empty if none does. */
    static Optional<Instant> flaggedAt(
            Instant start, Set<String> cores, List<Tally.CoreScore> scores) {
        NavigableMap<Instant, Double> surprise = new TreeMap<>();
        for (Tally.CoreScore score : scores) {
            if (within(score.time(), start)) {
                double alarms = score.score() / (1 - score.score());
                surprise.merge(score.time(), alarms / cores.size(), Double::sum);
            }
        }
        Deque<Double> last = new ArrayDeque<>();
        double sum = 0;
        for (Map.Entry<Instant, Double> sample : surprise.entrySet()) {
            last.add(sample.getValue());
            sum += sample.getValue();
            if (last.size() > IN_A_ROW) {
                sum -= last.remove();
            }
            if (sum >= ALARMS) {
                return Optional.of(sample.getKey());
            }
        }
        return Optional.empty();
    }

    private static List<Instant> undisturbed(
            Schedule schedule, Instant disturbed, List<Tally.CoreScore> scores) {
        List<Instant> windows = new ArrayList<>();
        Instant end =
                scores.stream()
                        .map(Tally.CoreScore::time)
                        .max(Instant::compareTo)
                        .orElse(disturbed);
        Instant before = disturbed.minus(Schedule.WINDOW);
        for (Instant at = schedule.settled(); !at.isAfter(before); at = at.plus(Schedule.WINDOW)) {
            windows.add(at);
        }
        Instant after = disturbed.plus(Schedule.WINDOW).plus(Schedule.RECOVERY);
        Instant last = schedule.next(disturbed).minus(Schedule.WINDOW);
        last = last.isBefore(end.minus(Schedule.WINDOW)) ? last : end.minus(Schedule.WINDOW);
        for (Instant at = after; !at.isAfter(last); at = at.plus(Schedule.WINDOW)) {
            windows.add(at);
        }
        return windows;
    }

    private static boolean within(Instant time, Instant start) {
        return !time.isBefore(start) && time.isBefore(start.plus(Schedule.WINDOW));
    }
}
