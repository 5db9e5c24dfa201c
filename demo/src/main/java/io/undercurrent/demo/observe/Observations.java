package io.undercurrent.demo.observe;

import io.undercurrent.demo.generate.Label;
import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;

/** All that was observed, written by one thread and read by those of HTTP. */
final class Observations {
    private final KeyGauges gauges;
    private final Quality quality;
    private final long startMillis;
    private final Map<DeadLetterReason, Long> deadLetters = new EnumMap<>(DeadLetterReason.class);
    private final Histogram latency =
            new Histogram(0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60);
    private String model;
    private long scores;
    private long forecasts;
    private long labels;
    private boolean labelled;

    /**
     * Nothing yet.
     *
     * @param gauges of the keys
     * @param quality of the alarms
     * @param startMillis the latency of records of before is not taken
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
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, score.getTime());
            quality.event(score.getKey(), micros, score.getAlarm());
        }
    }

    synchronized void anomaly(Anomaly anomaly) {
        gauges.alarm(anomaly.getKey());
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

    /** All metrics as text. */
    synchronized String text() {
        Exposition out = new Exposition();
        gauges.write(out);
        counter(out, "undercurrent_scores_total", "Scores.", scores);
        counter(out, "undercurrent_forecasts_total", "Forecasts.", forecasts);
        out.family("undercurrent_dead_letters_total", "counter", "Dead letters by their reason.");
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            long count = deadLetters.getOrDefault(reason, 0L);
            out.sample("undercurrent_dead_letters_total", count, "reason", reason.name());
        }
        latency.write(
                out,
                "undercurrent_latency_seconds",
                "From an event's record timestamp until its score was read as committed.");
        out.family("undercurrent_model_info", "gauge", "1 for the model of the newest score.");
        if (model != null) {
            out.sample("undercurrent_model_info", 1, "model", model);
        }
        if (labelled) {
            quality(out, quality.judged());
        }
        return out.toString();
    }

    private void quality(Exposition out, Quality.Judged judged) {
        counter(out, "undercurrent_labels_total", "Records read from the labels topic.", labels);
        counter(
                out,
                "undercurrent_disturbances_total",
                "Planted disturbances that were judged.",
                judged.disturbances);
        counter(
                out,
                "undercurrent_disturbances_detected_total",
                "Judged disturbances with an alarm of their key within [start, end + grace].",
                judged.detected);
        counter(
                out,
                "undercurrent_alarm_episodes_total",
                "Runs of alarms of one key that were judged.",
                judged.episodes);
        counter(
                out,
                "undercurrent_false_alarms_total",
                "Judged alarm episodes with no alarm within a disturbance of their key.",
                judged.falseAlarms);
        out.family(
                "undercurrent_precision", "gauge", "Alarm episodes that are not false / judged.");
        out.sample("undercurrent_precision", judged.precision());
        out.family("undercurrent_recall", "gauge", "Detected disturbances / judged.");
        out.sample("undercurrent_recall", judged.recall());
        judged.seconds.write(
                out,
                "undercurrent_detection_seconds",
                "From a detected disturbance's start to its first alarm, in event time.");
    }

    private static void counter(Exposition out, String name, String help, long value) {
        out.family(name, "counter", help);
        out.sample(name, value);
    }
}
