package io.undercurrent.streams.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Decides from samples of an instance's counters whether it makes progress. Thread-safe.
 *
 * <p>Kafka Streams commits only if there is something to commit, so the age of the last commit says
 * nothing by itself: it must be compared with what waits. A thread that does nothing still asks for
 * records several times a second; one that a commit holds does not.
 */
final class WorkProgress {
    private final Duration patience;
    private Map<String, Double> commits = Map.of();
    private double eventsAtCommit;
    private double failed;
    private Instant lastCommit;
    private Instant waitingSince;
    private Instant failedSince;

    /**
     * What an instance shows at one time.
     *
     * @param isRunning whether its partitions are assigned and restored
     * @param active number of partitions that are assigned to it
     * @param isAloneWithout whether none is assigned to it, nor to any instance that it knows
     * @param commits number of commits of each thread
     * @param failed number of threads that failed
     * @param events number of records that were read
     * @param lag number of records that were not
     * @param secondsSincePoll seconds since the last poll of the thread that has not polled for the
     *     longest time
     */
    record Sample(
            boolean isRunning,
            int active,
            boolean isAloneWithout,
            Map<String, Double> commits,
            double failed,
            double events,
            double lag,
            double secondsSincePoll) {}

    /**
     * Creates a judge.
     *
     * @param patience how long records may wait without a commit
     */
    WorkProgress(Duration patience) {
        this.patience = patience;
    }

    synchronized void see(Sample sample, Instant now) {
        boolean committed =
                sample.commits.entrySet().stream()
                        .anyMatch(e -> e.getValue() > commits.getOrDefault(e.getKey(), 0.0));
        commits = Map.copyOf(sample.commits);
        // Counts of a task that moved away are gone.
        eventsAtCommit = committed ? sample.events : Math.min(eventsAtCommit, sample.events);
        boolean waits = sample.events > eventsAtCommit || sample.lag > 0;
        if (committed) {
            lastCommit = now;
        }
        if (committed || !waits || !sample.isRunning) {
            waitingSince = null;
        }
        if (waits && sample.isRunning && waitingSince == null) {
            waitingSince = now;
        }
        boolean movedAway = sample.active == 0 && !sample.isAloneWithout;
        if (committed || (sample.isRunning && !waits && (sample.active > 0 || movedAway))) {
            failedSince = null;
        }
        if (sample.failed > failed) {
            failedSince = now;
        }
        failed = sample.failed;
    }

    /** When the instance last committed; null before the first commit. */
    synchronized Instant lastCommit() {
        return lastCommit;
    }

    /** Why it makes no progress; null if it makes some or has nothing to do. */
    synchronized String problem(Sample sample, Instant now) {
        if (failedSince != null) {
            return String.format(
                    Locale.ROOT,
                    "a stream thread failed %d s ago and nothing was committed since; the log says why",
                    Duration.between(failedSince, now).toSeconds());
        }
        if (sample.isRunning && sample.isAloneWithout) {
            return "no partition of the source is assigned, to this instance or to another that it knows";
        }
        if (sample.isRunning && sample.secondsSincePoll > patience.toSeconds()) {
            return String.format(
                    Locale.ROOT,
                    "a stream thread has not polled for %.0f s: something blocks it",
                    sample.secondsSincePoll);
        }
        if (waitingSince != null && Duration.between(waitingSince, now).compareTo(patience) > 0) {
            return String.format(
                    Locale.ROOT,
                    "records wait and nothing was committed for %d s",
                    Duration.between(waitingSince, now).toSeconds());
        }
        return null;
    }
}
