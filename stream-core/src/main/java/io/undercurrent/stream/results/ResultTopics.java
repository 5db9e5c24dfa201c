package io.undercurrent.stream.results;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Score;
import io.undercurrent.spec.SinkOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Which records lie in which of a stream's topics. */
public final class ResultTopics {
    private ResultTopics() {}

    /**
     * What the job writes.
     *
     * @param sink where the stream writes
     * @return schemas by topic
     */
    public static Map<String, Schema> ofJob(SinkOptions sink) {
        Map<String, Schema> topics = new LinkedHashMap<>();
        topics.put(sink.scores(), Score.getClassSchema());
        topics.put(sink.forecasts(), Forecast.getClassSchema());
        topics.put(sink.anomalies(), Anomaly.getClassSchema());
        topics.put(sink.deadLetters(), DeadLetter.getClassSchema());
        return topics;
    }

    /**
     * What {@code undercurrent alarms} writes.
     *
     * @param sink where the stream writes
     * @return schemas by topic
     */
    public static Map<String, Schema> ofAlarms(SinkOptions sink) {
        return Map.of(sink.episodes(), Episode.getClassSchema());
    }
}
