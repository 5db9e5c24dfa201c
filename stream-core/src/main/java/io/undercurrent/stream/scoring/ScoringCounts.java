package io.undercurrent.stream.scoring;

import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.stream.metrics.BandCoverage;
import io.undercurrent.stream.metrics.CommitLatency;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.LatencyHistogram;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.MovingMean;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.record.Incoming;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What scoring counts, the same in both runtimes. An event costs no allocation, a plain store for
 * each count that it raises, and its share of three clock readings a batch.
 */
final class ScoringCounts {
    private static final long NO_EVENT = Long.MIN_VALUE;

    final Count events;
    final Count forecasts;
    final Count anomalies;
    final Count slabsRebuilt;
    final CommitLatency commits;
    private final Count scores;
    private final Count scorerNanos;
    private final Count batches;
    private final MovingMean stepNanos = new MovingMean();
    private final MovingMean batchSize = new MovingMean();
    private final LatencyHistogram latency;
    private final BandCoverage coverage;
    private final AtomicLong newestMicros = new AtomicLong(NO_EVENT);
    private final long maxAheadMillis;
    private long nowMillis;

    ScoringCounts(Metrics metrics, int slabBytes, String modelId, Duration maxAhead) {
        maxAheadMillis = maxAhead.toMillis();
        events = metrics.count(StreamMetric.EVENTS);
        scores = metrics.count(StreamMetric.SCORES);
        forecasts = metrics.count(StreamMetric.FORECASTS);
        anomalies = metrics.count(StreamMetric.ANOMALIES);
        slabsRebuilt = metrics.count(StreamMetric.SLABS_REBUILT);
        scorerNanos = metrics.count(StreamMetric.SCORER_NANOS);
        batches = metrics.count(StreamMetric.BATCHES);
        metrics.gauge(StreamMetric.STEP_NANOS, stepNanos::get);
        metrics.gauge(StreamMetric.BATCH_SIZE, batchSize::get);
        latency = metrics.histogram(StreamMetric.SCORED_LATENCY);
        commits =
                new CommitLatency(
                        metrics.histogram(StreamMetric.COMMITTED_LATENCY),
                        System::currentTimeMillis);
        coverage = new BandCoverage(metrics);
        metrics.gauge(StreamMetric.EVENT_TIME_LAG, this::lagMillis);
        metrics.gauge(StreamMetric.SLAB_BYTES, () -> slabBytes);
        int at = modelId.lastIndexOf('@');
        metrics.gauge(
                StreamMetric.MODEL_INFO,
                () -> 1,
                modelId.substring(0, at),
                modelId.substring(at + 1));
    }

    /** An event's time was seen; one wrong time from the future must not stand for all others. */
    void seen(long timeMicros) {
        if (timeMicros > newestMicros.getPlain() && !isAhead(timeMicros)) {
            newestMicros.lazySet(timeMicros);
        }
    }

    private boolean isAhead(long timeMicros) {
        long most = Math.floorDiv(timeMicros, 1000L) - maxAheadMillis;
        if (most > nowMillis) {
            nowMillis = System.currentTimeMillis();
        }
        return most > nowMillis;
    }

    /** The scorer was called for one event; the score that follows is its. */
    void called(long nanos) {
        batches.inc();
        scorerNanos.inc(nanos);
        batchSize.add(1);
        stepNanos.add((double) nanos);
        nowMillis = System.currentTimeMillis();
    }

    void scored(Incoming in, ScoreOutput out) {
        scores.inc();
        if (in.timestamp >= 0) {
            latency.add(nowMillis - in.timestamp);
            commits.scored(in.timestamp);
        }
        if (out.status == ScoreOutput.Status.SCORED) {
            coverage.add(out.values, out.lower, out.upper);
        }
    }

    private double lagMillis() {
        long newest = newestMicros.get();
        return newest == NO_EVENT
                ? Double.NaN
                : System.currentTimeMillis() - Math.floorDiv(newest, 1000L);
    }
}
