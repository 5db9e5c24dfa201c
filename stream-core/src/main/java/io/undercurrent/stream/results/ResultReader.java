package io.undercurrent.stream.results;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SinkOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Decodes a job's results by their topics, in either encoding. Not thread-safe. */
public final class ResultReader {
    /** The kind of a record. */
    public enum Kind {
        /** A Score. */
        SCORE,
        /** A Forecast. */
        FORECAST,
        /** An Anomaly. */
        ANOMALY,
        /** A DeadLetter. */
        DEAD_LETTER,
        /** An Episode, of a key or of a group. */
        EPISODE
    }

    private final Map<String, Kind> kinds = new HashMap<>();
    private final ResultFrames frames;
    private final Wire<Score> scores = new Wire<>(Score.getClassSchema());
    private final Wire<Forecast> forecasts = new Wire<>(Forecast.getClassSchema());
    private final Wire<Anomaly> anomalies = new Wire<>(Anomaly.getClassSchema());
    private final Wire<DeadLetter> deadLetters = new Wire<>(DeadLetter.getClassSchema());
    private final Wire<Episode> episodes = new Wire<>(Episode.getClassSchema());

    /**
     * Creates a reader of one stream's results.
     *
     * @param spec the stream's declaration
     */
    public ResultReader(StreamSpec spec) {
        SinkOptions sink = spec.sink();
        frames = new ResultFrames(sink, ResultIds.forReading(spec));
        kinds.put(sink.scores(), Kind.SCORE);
        kinds.put(sink.forecasts(), Kind.FORECAST);
        kinds.put(sink.anomalies(), Kind.ANOMALY);
        kinds.put(sink.deadLetters(), Kind.DEAD_LETTER);
        kinds.put(sink.episodes(), Kind.EPISODE);
    }

    /**
     * Lists the topics that a job writes to.
     *
     * @return one topic per kind
     */
    public List<String> topics() {
        return List.copyOf(kinds.keySet());
    }

    /**
     * Says which records a topic holds.
     *
     * @param topic one of {@link #topics}
     * @return the kind of its records
     * @throws IllegalArgumentException if the job does not write to the topic
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
     * Converts a record's value to single-object encoding, as {@link ResultFrames#plain} does.
     *
     * @param value a record's value from one of the topics
     * @return the value in single-object encoding
     * @throws IOException if the registry does not know the id, or gives no answer
     */
    public byte[] plain(byte[] value) throws IOException {
        return frames.plain(value);
    }

    /**
     * Decodes a score.
     *
     * @param value a record's value from its topic, in either encoding
     * @return the score
     * @throws IOException if the value cannot be decoded
     */
    public Score score(byte[] value) throws IOException {
        return scores.decode(plain(value));
    }

    /**
     * Decodes a forecast.
     *
     * @param value a record's value from its topic, in either encoding
     * @return the forecast
     * @throws IOException if the value cannot be decoded
     */
    public Forecast forecast(byte[] value) throws IOException {
        return forecasts.decode(plain(value));
    }

    /**
     * Decodes an anomaly.
     *
     * @param value a record's value from its topic, in either encoding
     * @return the anomaly
     * @throws IOException if the value cannot be decoded
     */
    public Anomaly anomaly(byte[] value) throws IOException {
        return anomalies.decode(plain(value));
    }

    /**
     * Decodes a dead letter.
     *
     * @param value a record's value from its topic, in either encoding
     * @return the dead letter
     * @throws IOException if the value cannot be decoded
     */
    public DeadLetter deadLetter(byte[] value) throws IOException {
        return deadLetters.decode(plain(value));
    }

    /**
     * Decodes an episode's record.
     *
     * @param value a record's value from its topic, in either encoding
     * @return the record
     * @throws IOException if the value cannot be decoded
     */
    public Episode episode(byte[] value) throws IOException {
        return episodes.decode(plain(value));
    }
}
