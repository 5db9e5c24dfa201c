package io.undercurrent.demo;

import io.undercurrent.demo.host.HostKeys;
import io.undercurrent.schemas.Score;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The counts of a run: the feed and the readers write them, the conductor and the summary read
 * them.
 */
final class Tally {
    final Latency untilProduced = new Latency();
    final Latency untilCommitted = new Latency();
    private final Set<String> cores = new TreeSet<>();
    private final Set<String> results = new HashSet<>();
    private final List<CoreScore> coreScores = new ArrayList<>();
    private long sent;
    private boolean streaming;
    private long rehearsed;
    private long before;
    private long sendFailures;
    private long scores;
    private long forecasts;
    private long anomalies;
    private long deadLetters;
    private long repeated;
    private double idleShare = Double.NaN;

    /**
     * A committed score of a core's load.
     *
     * @param key the core's key
     * @param time when it was sampled
     * @param score in [0,1); 0.5 is the alarm threshold
     */
    record CoreScore(String key, Instant time, double score) {}

    /** From now on events are what the run is about, and their latencies count. */
    synchronized void streams() {
        streaming = true;
    }

    synchronized boolean isStreaming() {
        return streaming;
    }

    synchronized void sent(String key, Exception failure) {
        if (failure == null) {
            sent++;
            if (Rehearsal.isKey(key)) {
                rehearsed++;
            }
            if (!streaming) {
                before++;
            }
        } else {
            sendFailures++;
        }
    }

    synchronized void core(String key) {
        cores.add(key);
    }

    /** Keeps an average of the last few seconds. */
    synchronized void idle(double share) {
        idleShare = Double.isNaN(idleShare) ? share : idleShare + 0.1 * (share - idleShare);
    }

    synchronized void score(Score score) {
        scores++;
        result(score.getId());
        if (HostKeys.isCore(score.getKey())) {
            coreScores.add(new CoreScore(score.getKey(), score.getTime(), score.getScore()));
        }
    }

    synchronized void deadLetter(String id) {
        deadLetters++;
        result(id);
    }

    private void result(String id) {
        if (!results.add(id)) {
            repeated++;
        }
        notifyAll();
    }

    synchronized void forecast() {
        forecasts++;
    }

    synchronized void anomaly() {
        anomalies++;
    }

    /** Waits until every event that was sent has a committed result, or the time is up. */
    synchronized void awaitCommitted(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (results.size() < sent && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, deadline - System.nanoTime()));
        }
    }

    synchronized long sent() {
        return sent;
    }

    /** Sent events of the run itself. */
    synchronized long streamed() {
        return sent - before;
    }

    /** Number of sent events that belong to the rehearsal; latencies leave them out. */
    synchronized long rehearsed() {
        return rehearsed;
    }

    synchronized long sendFailures() {
        return sendFailures;
    }

    synchronized long scores() {
        return scores;
    }

    synchronized long forecasts() {
        return forecasts;
    }

    synchronized long anomalies() {
        return anomalies;
    }

    synchronized long deadLetters() {
        return deadLetters;
    }

    synchronized long repeated() {
        return repeated;
    }

    synchronized double idleShare() {
        return idleShare;
    }

    synchronized Set<String> cores() {
        return new TreeSet<>(cores);
    }

    synchronized List<CoreScore> coreScores() {
        return new ArrayList<>(coreScores);
    }

    /** Whether every event came out exactly once. */
    synchronized boolean complete() {
        return sent > 0 && sendFailures == 0 && repeated == 0 && results.size() == sent;
    }
}
