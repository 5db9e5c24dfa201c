package io.undercurrent.demo.observe;

import io.undercurrent.demo.generate.Label;
import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Micros;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.stream.metrics.LatencyHistogram;
import io.undercurrent.stream.metrics.PrometheusText;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.record.SilenceId;
import java.util.EnumMap;
import java.util.Map;

/** Everything that was observed; one thread writes it, the HTTP threads read it. */
final class Observations {
    private final KeyGauges gauges;
    private final Quality quality;
    private final long startMillis;
    private final Map<DeadLetterReason, Long> deadLetters = new EnumMap<>(DeadLetterReason.class);
    private final LatencyHistogram latency =
            new LatencyHistogram(
                    StreamMetric.OBSERVED_LATENCY,
                    new double[] {0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60});
    private String model;
    private long scores;
    private long forecasts;
    private long labels;
    private boolean labelled;

    /**
     * Starts with nothing observed.
     *
     * @param gauges the keys' gauges
     * @param quality judges the alarms
     * @param startMillis milliseconds since the epoch; the latency of older records is not measured
     */
    Observations(KeyGauges gauges, Quality quality, long startMillis) {
        this.gauges = gauges;
        this.quality = quality;
        this.startMillis = startMillis;
    }

    synchronized void score(Score score, long timestampMillis, long readMillis) {
        scores++;
        model = score.getModelId();
        gauges.score(score);
        if (timestampMillis >= startMillis) {
            latency.add((readMillis - timestampMillis) / 1e3);
        }
        if (score.getStatus() != ScoreStatus.LATE) {
            long micros = Micros.of(score.getTime());
            quality.event(score.getKey(), micros, score.getAlarm());
        }
    }

    synchronized void anomaly(Anomaly anomaly) {
        if (!SilenceId.is(anomaly.getId())) { // its alarm comes with the key's next event
            gauges.alarm(anomaly.getKey());
        }
    }

    synchronized void forecast() {
        forecasts++;
    }

    synchronized void deadLetter(DeadLetter letter) {
        deadLetters.merge(letter.getReason(), 1L, Long::sum);
    }

    synchronized void label(Label label) {
        labels++;
        quality.label(label);
    }

    synchronized void mark() {
        quality.mark();
    }

    synchronized void judge() {
        labelled = true;
        quality.judge();
    }

    synchronized void forgetAlarms() {
        quality.forget();
    }

    /** All metrics with their current values. */
    synchronized PrometheusText text() {
        PrometheusText out = new PrometheusText();
        gauges.show(out);
        out.counter(StreamMetric.OBSERVED_SCORES, () -> scores);
        out.counter(StreamMetric.OBSERVED_FORECASTS, () -> forecasts);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            long count = deadLetters.getOrDefault(reason, 0L);
            out.counter(StreamMetric.OBSERVED_DEAD_LETTERS, () -> count, reason.name());
        }
        latency.show(out);
        if (model != null) {
            out.gauge(StreamMetric.OBSERVED_MODEL_INFO, () -> 1, StreamMetric.modelLabels(model));
        }
        if (labelled) {
            out.counter(StreamMetric.LABELS, () -> labels);
            quality.judged().show(out);
        }
        return out;
    }
}
