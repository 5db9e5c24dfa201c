package io.undercurrent.stream.results;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.SinkOptions;
import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decodes what a job writes, by the topic that it lies in, whichever encoding the topic has. One
 * thread.
 */
public final class ResultReader {
    /** What a record is. */
    public enum Kind {
        /** A Score. */
        SCORE,
        /** A Forecast. */
        FORECAST,
        /** An Anomaly. */
        ANOMALY,
        /** A DeadLetter. */
        DEAD_LETTER
    }

    private final Map<String, Kind> kinds = new HashMap<>();
    private final ResultFrames frames;
    private final Wire<Score> scores = new Wire<>(Score.getClassSchema());
    private final Wire<Forecast> forecasts = new Wire<>(Forecast.getClassSchema());
    private final Wire<Anomaly> anomalies = new Wire<>(Anomaly.getClassSchema());
    private final Wire<DeadLetter> deadLetters = new Wire<>(DeadLetter.getClassSchema());

    /**
     * A reader of one stream's results.
     *
     * @param spec the stream's declaration, with what the registry says of its results
     */
    public ResultReader(StreamSpec spec) {
        SinkOptions sink = spec.sink();
        frames = new ResultFrames(sink, spec.results());
        kinds.put(sink.scores(), Kind.SCORE);
        kinds.put(sink.forecasts(), Kind.FORECAST);
        kinds.put(sink.anomalies(), Kind.ANOMALY);
        kinds.put(sink.deadLetters(), Kind.DEAD_LETTER);
    }

    /**
     * The topics that a job writes to.
     *
     * @return one of each kind
     */
    public List<String> topics() {
        return List.copyOf(kinds.keySet());
    }

    /**
     * What lies in a topic.
     *
     * @param topic one of {@link #topics}
     * @return the kind of its records
     * @throws IllegalArgumentException where the job does not write there
     */
    public Kind kind(String topic) {
        Kind kind = kinds.get(topic);
        if (kind == null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "topic %s holds no results; those of this stream are in %s",
                            topic,
                            kinds.keySet()));
        }
        return kind;
    }

    /**
     * A record's bytes without a registry's id, as {@link ResultFrames#plain} has them.
     *
     * @param value from one of the topics
     * @return in single-object encoding
     * @throws IOException where the registry does not know the id, or gives no answer
     */
    public byte[] plain(byte[] value) throws IOException {
        return frames.plain(value);
    }

    /**
     * Decodes a score.
     *
     * @param value a record of its topic, in either encoding
     * @return the score
     * @throws IOException where it is none
     */
    public Score score(byte[] value) throws IOException {
        return scores.decode(plain(value));
    }

    /**
     * Decodes a forecast.
     *
     * @param value a record of its topic, in either encoding
     * @return the forecast
     * @throws IOException where it is none
     */
    public Forecast forecast(byte[] value) throws IOException {
        return forecasts.decode(plain(value));
    }

    /**
     * Decodes an anomaly.
     *
     * @param value a record of its topic, in either encoding
     * @return the anomaly
     * @throws IOException where it is none
     */
    public Anomaly anomaly(byte[] value) throws IOException {
        return anomalies.decode(plain(value));
    }

    /**
     * Decodes a dead letter.
     *
     * @param value a record of its topic, in either encoding
     * @return the dead letter
     * @throws IOException where it is none
     */
    public DeadLetter deadLetter(byte[] value) throws IOException {
        return deadLetters.decode(plain(value));
    }
}
