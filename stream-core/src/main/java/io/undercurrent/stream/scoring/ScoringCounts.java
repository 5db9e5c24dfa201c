package io.undercurrent.stream.scoring;

import io.undercurrent.detect.episode.EpisodeChange;
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
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counts of scoring, the same in both runtimes. An event costs no allocation, one plain store
 * for each counter that it increments, and its share of three clock readings per batch.
 */
final class ScoringCounts {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringCounts.class);
    private static final long NO_EVENT = Long.MIN_VALUE;

    final Count events;
    final Count forecasts;
    final Count anomalies;
    final Count silences;
    final Count slabsRebuilt;
    final Count withheld;
    private final Count unpredicted;
    final CommitLatency commits;
    private final Count scores;
    private final Count judged;
    private final Count episodesStarted;
    private final Count episodesEnded;
    private final Count scorerNanos;
    private final Count batches;
    private final MovingMean stepNanos = new MovingMean();
    private final MovingMean batchSize = new MovingMean();
    private final LatencyHistogram latency;
    private final BandCoverage coverage;
    private final AtomicLong newestMicros = new AtomicLong(NO_EVENT);
    private final long maxAheadMillis;
    private final String modelId;
    private long nowMillis;
    private boolean warned;

    ScoringCounts(
            Metrics metrics,
            int slabBytes,
            String modelId,
            Duration maxAhead,
            double alarmRate,
            DoubleSupplier activeKeys) {
        this.modelId = modelId;
        maxAheadMillis = maxAhead.toMillis();
        events = metrics.count(StreamMetric.EVENTS);
        scores = metrics.count(StreamMetric.SCORES);
        judged = metrics.count(StreamMetric.EVENTS_JUDGED);
        episodesStarted = metrics.count(StreamMetric.EPISODES_STARTED);
        episodesEnded = metrics.count(StreamMetric.EPISODES_ENDED);
        metrics.gauge(StreamMetric.ALARM_RATE, () -> alarmRate);
        metrics.gauge(StreamMetric.ALARM_RATE_OBSERVED, this::observedRate);
        metrics.gauge(StreamMetric.ALARM_BUDGET_KEYS, () -> known(activeKeys));
        forecasts = metrics.count(StreamMetric.FORECASTS);
        anomalies = metrics.count(StreamMetric.ANOMALIES);
        silences = metrics.count(StreamMetric.SILENCES_REPORTED);
        withheld = metrics.count(StreamMetric.FORECASTS_WITHHELD);
        unpredicted = metrics.count(StreamMetric.UNPREDICTED);
        slabsRebuilt = metrics.count(StreamMetric.KEY_STATES_REBUILT);
        scorerNanos = metrics.nanos(StreamMetric.SCORER_SECONDS);
        batches = metrics.count(StreamMetric.SCORER_CALLS);
        metrics.gauge(StreamMetric.STEP_SECONDS, () -> stepNanos.get() / 1e9);
        metrics.gauge(StreamMetric.BATCH_EVENTS, batchSize::get);
        latency = metrics.histogram(StreamMetric.SCORED_LATENCY);
        commits =
                new CommitLatency(
                        metrics.histogram(StreamMetric.COMMITTED_LATENCY),
                        System::currentTimeMillis);
        coverage = new BandCoverage(metrics);
        metrics.gauge(StreamMetric.EVENT_TIME_LAG, this::lagSeconds);
        metrics.gauge(StreamMetric.KEY_STATE_BYTES, () -> slabBytes);
        metrics.gauge(StreamMetric.MODEL_INFO, () -> 1, StreamMetric.modelLabels(modelId));
    }

    /** Notes an event's time; a single wrong time from the future must not hide all others. */
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

    /** Counts a call of the scorer for one event; the next score belongs to it. */
    void called(long nanos) {
        batches.inc();
        scorerNanos.inc(nanos);
        batchSize.add(1);
        stepNanos.add((double) nanos);
        nowMillis = System.currentTimeMillis();
    }

    void scored(Incoming in, ScoreOutput out) {
        scores.inc();
        if (out.status == ScoreOutput.Status.SCORED || out.status == ScoreOutput.Status.LATE) {
            judged.inc();
        }
        if (in.timestamp >= 0) {
            latency.add((nowMillis - in.timestamp) / 1e3);
            commits.scored(in.timestamp);
        }
        if (out.status == ScoreOutput.Status.SCORED) {
            coverage.add(out.values, out.lower, out.upper);
        } else if (out.status == ScoreOutput.Status.UNPREDICTED) {
            unpredicted.inc();
            warn(in);
        }
    }

    /** Says it once: a model with a fault may give it at every event. */
    private void warn(Incoming in) {
        if (!warned) {
            warned = true;
            LOG.warn(
                    "the forecast of model {} for {} was not finite: the event is UNPREDICTED, and its key starts from an empty model state and warms up again. Later ones are only counted, as {}. Use an earlier checkpoint of the model's training, or restore the key states from before, if it goes on",
                    modelId,
                    in.id(),
                    StreamMetric.UNPREDICTED.prometheusName());
        }
    }

    void episodes(EpisodeChange change) {
        switch (change.kind()) {
            case STARTED -> episodesStarted.inc();
            case ENDED -> episodesEnded.inc();
            default -> {
                // neither a start nor an end
            }
        }
    }

    private static double known(DoubleSupplier keys) {
        double number = keys.getAsDouble();
        return number == 0 ? Double.NaN : number;
    }

    private double observedRate() {
        long events = judged.get();
        return events == 0 ? Double.NaN : (double) anomalies.get() / events;
    }

    private double lagSeconds() {
        long newest = newestMicros.get();
        return newest == NO_EVENT
                ? Double.NaN
                : (System.currentTimeMillis() - Math.floorDiv(newest, 1000L)) / 1e3;
    }
}
