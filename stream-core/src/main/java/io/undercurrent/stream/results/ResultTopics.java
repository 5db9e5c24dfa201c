package io.undercurrent.stream.results;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Score;
import io.undercurrent.spec.option.SinkOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Says which records each of a stream's topics holds. */
public final class ResultTopics {
    private ResultTopics() {}

    /**
     * Lists the topics that the job writes to.
     *
     * @param sink the stream's sink options
     * @return schemas by topic
     */
    public static Map<String, Schema> ofJob(SinkOptions sink) {
        Map<String, Schema> topics = new LinkedHashMap<>();
        topics.put(sink.scores(), Score.getClassSchema());
        topics.put(sink.forecasts(), Forecast.getClassSchema());
        topics.put(sink.anomalies(), Anomaly.getClassSchema());
        topics.put(sink.deadLetters(), DeadLetter.getClassSchema());
        topics.put(sink.episodes(), Episode.getClassSchema());
        return topics;
    }

    /**
     * Lists the topics that {@code undercurrent alarms} writes to.
     *
     * @param sink the stream's sink options
     * @return schemas by topic
     */
    public static Map<String, Schema> ofAlarms(SinkOptions sink) {
        return Map.of(sink.episodes(), Episode.getClassSchema());
    }
}
