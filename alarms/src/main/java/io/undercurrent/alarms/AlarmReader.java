package io.undercurrent.alarms;

import io.undercurrent.detect.episode.Alarm;
import io.undercurrent.detect.episode.SourcePosition;
import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.Micros;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.util.List;

/**
 * Decodes the records of one topic. An instance belongs to one thread.
 *
 * <p>The score and the anomaly of an alarm carry the same facts, so their order does not matter. If
 * an alarm's id does not name a record of the source topic, a repeat cannot be recognised: such an
 * alarm counts each time its score is read, and never when its anomaly is read.
 */
@FunctionalInterface
interface AlarmReader {
    /**
     * Decodes one record.
     *
     * @param value the record's value in single-object encoding
     * @throws IOException if the bytes are not such a record; a decoder may throw a
     *     RuntimeException for the same reason
     */
    Reading read(byte[] value) throws IOException;

    /** Makes a reader for one thread. */
    @FunctionalInterface
    interface Factory {
        AlarmReader create(StreamSpec spec);
    }

    static AlarmReader scores(StreamSpec spec) {
        Wire<Score> wire = new Wire<>(Score.getClassSchema());
        String topic = spec.source().topic();
        List<String> fields = spec.source().values();
        return value -> {
            Score score = wire.decode(value);
            SourcePosition position = SourcePosition.parse(topic, score.getId());
            long time = Micros.of(score.getTime());
            Alarm alarm = score.getAlarm() ? alarm(score, time, fields) : null;
            return new Reading(score.getKey(), time, position, alarm);
        };
    }

    static AlarmReader anomalies(StreamSpec spec) {
        Wire<Anomaly> wire = new Wire<>(Anomaly.getClassSchema());
        String topic = spec.source().topic();
        return value -> {
            Anomaly anomaly = wire.decode(value);
            SourcePosition position = SourcePosition.parse(topic, anomaly.getId());
            long time = Micros.of(anomaly.getTime());
            Alarm alarm = position == null ? null : alarm(anomaly, time);
            return new Reading(anomaly.getKey(), time, position, alarm);
        };
    }

    private static Alarm alarm(Score score, long time, List<String> fields) {
        int c = score.getChannel();
        return new Alarm(
                score.getId(),
                time,
                score.getScore(),
                score.getPValue(),
                c >= 0 && c < fields.size() ? fields.get(c) : "",
                at(score.getValues(), c),
                at(score.getExpected(), c),
                at(score.getLower(), c),
                at(score.getUpper(), c));
    }

    private static Alarm alarm(Anomaly anomaly, long time) {
        return new Alarm(
                anomaly.getId(),
                time,
                anomaly.getScore(),
                anomaly.getPValue(),
                anomaly.getField(),
                anomaly.getValue(),
                anomaly.getExpected(),
                anomaly.getLower(),
                anomaly.getUpper());
    }

    private static double at(List<Double> values, int index) {
        Double value = index >= 0 && index < values.size() ? values.get(index) : null;
        return value == null ? Double.NaN : value;
    }
}
