package io.undercurrent.alarms;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.schemas.Wire;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Made-up scores and anomalies that say the same of an alarm; episodes as short texts. */
final class Made {
    private final Wire<Score> scores = new Wire<>(Score.getClassSchema());
    private final Wire<Anomaly> anomalies = new Wire<>(Anomaly.getClassSchema());
    private final Wire<Episode> episodes = new Wire<>(Episode.getClassSchema());

    /** From a score of 0.5 on it is an alarm. */
    byte[] score(String key, String id, long seconds, double value) {
        return scores.encode(
                Score.newBuilder()
                        .setId(id)
                        .setKey(key)
                        .setTime(Instant.ofEpochSecond(seconds))
                        .setValues(List.of(5.0, 9.0))
                        .setExpected(Arrays.asList(5.0, null))
                        .setLower(List.of(4.0, 1.0))
                        .setUpper(List.of(6.0, 2.0))
                        .setScore(value)
                        .setPValue(0.001)
                        .setChannel(1)
                        .setStatus(ScoreStatus.SCORED)
                        .setAlarm(value >= 0.5)
                        .setModelId("m")
                        .build());
    }

    byte[] anomaly(String key, String id, long seconds, double value) {
        return anomalies.encode(
                Anomaly.newBuilder()
                        .setId(id)
                        .setKey(key)
                        .setTime(Instant.ofEpochSecond(seconds))
                        .setField("load")
                        .setValue(9)
                        .setExpected(Double.NaN)
                        .setLower(1)
                        .setUpper(2)
                        .setScore(value)
                        .setPValue(0.001)
                        .setModelId("m")
                        .build());
    }

    Episode episode(byte[] value) {
        try {
            return episodes.decode(value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Scope and key, kind, start-end, severity, number of alarms, keys open. */
    static String line(Episode e) {
        return String.format(
                Locale.ROOT,
                "%s %s %s %d-%s %s x%d open %d",
                e.getScope(),
                e.getKey(),
                e.getChange(),
                e.getStart().getEpochSecond(),
                e.getEnd() == null ? "" : e.getEnd().getEpochSecond(),
                e.getSeverity(),
                e.getAlarms(),
                e.getOpen());
    }
}
