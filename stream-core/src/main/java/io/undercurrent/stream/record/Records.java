package io.undercurrent.stream.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.detect.anomaly.AnomalyKind;
import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.mamba2.Sha256;
import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.ChannelForecast;
import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.Forecast;
import io.undercurrent.schemas.Micros;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.schemas.Wire;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Silence;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.spec.value.GroupPattern;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Builds the encoded output records. No record contains the time of this machine's clock, so a
 * replay gives the same bytes. It reuses its encoders and is not thread-safe.
 */
public final class Records {
    /** The most bytes of a dead letter's detail; a longer detail is cut. */
    public static final int MAX_DETAIL_BYTES = 2048;

    private static final String CUT = "...";

    private final Wire<Score> scores = new Wire<>(Score.getClassSchema());
    private final Wire<Forecast> forecasts = new Wire<>(Forecast.getClassSchema());
    private final Wire<Anomaly> anomalies = new Wire<>(Anomaly.getClassSchema());
    private final Wire<Episode> episodes = new Wire<>(Episode.getClassSchema());
    private final Wire<DeadLetter> deadLetters = new Wire<>(DeadLetter.getClassSchema());
    private final StreamSpec spec;
    private final String modelId;
    private final boolean keyFromRecord;
    private final int deadLetterMaxBytes;
    private final GroupPattern groups;

    /**
     * Creates the builder of one stream's records.
     *
     * @param spec the stream's declaration
     * @param modelId the model's id
     */
    public Records(StreamSpec spec, String modelId) {
        this.spec = spec;
        this.modelId = modelId;
        keyFromRecord = spec.source().key().from() == KeyOptions.From.RECORD;
        deadLetterMaxBytes = spec.sink().deadLetterMaxBytes();
        String pattern = spec.episodes().groupPattern();
        groups = pattern == null ? null : GroupPattern.of(pattern);
    }

    /**
     * Builds a Score.
     *
     * @param in the event
     * @param out the scorer's result
     * @return the record
     */
    public Outgoing score(Incoming in, ScoreOutput out) {
        Score score = new Score();
        score.setId(in.id());
        score.setKey(in.key);
        score.setTime(Micros.instant(in.timeMicros));
        score.setValues(nullable(out.values));
        score.setExpected(nullable(out.expected));
        score.setLower(nullable(out.lower));
        score.setUpper(nullable(out.upper));
        score.setScore(out.score);
        score.setSeverity(out.severity);
        score.setPValue(out.pValue);
        score.setChannel(out.channel);
        score.setStatus(status(out.status));
        score.setAlarm(out.alarm);
        score.setModelId(modelId);
        return outgoing(Outgoing.Kind.SCORE, in, scores.encode(score));
    }

    /**
     * Builds an Anomaly.
     *
     * @param in the event
     * @param out the scorer's result, an alarm
     * @return the record
     */
    public Outgoing anomaly(Incoming in, ScoreOutput out) {
        int c = out.channel;
        Anomaly anomaly = new Anomaly();
        anomaly.setId(in.id());
        anomaly.setKey(in.key);
        anomaly.setTime(Micros.instant(in.timeMicros));
        anomaly.setField(spec.source().values().get(c));
        anomaly.setValue(out.values[c]);
        anomaly.setExpected(out.expected[c]);
        anomaly.setLower(out.lower[c]);
        anomaly.setUpper(out.upper[c]);
        anomaly.setScore(out.score);
        anomaly.setSeverity(out.severity);
        anomaly.setPValue(out.pValue);
        anomaly.setKind(out.kind.name());
        anomaly.setDirection(out.direction);
        anomaly.setShares(list(out.shares));
        anomaly.setSince(Micros.instant(out.sinceMicros));
        anomaly.setText(AnomalyText.of(spec.source().values(), out));
        anomaly.setModelId(modelId);
        return outgoing(Outgoing.Kind.ANOMALY, in, anomalies.encode(anomaly));
    }

    /**
     * Builds a Forecast.
     *
     * @param in the newest event that the forecast knows
     * @param out the quantiles
     * @param usualGapMicros the key's usual gap between events, microseconds
     * @return the record
     */
    public Outgoing forecast(Incoming in, ForecastOutput out, long usualGapMicros) {
        List<ChannelForecast> channels = new ArrayList<>(out.median.length);
        for (int c = 0; c < out.median.length; c++) {
            channels.add(
                    new ChannelForecast(
                            spec.source().values().get(c),
                            list(out.median[c]),
                            list(out.quantiles[c])));
        }
        Forecast forecast = new Forecast();
        forecast.setId(in.id());
        forecast.setKey(in.key);
        forecast.setTime(Micros.instant(in.timeMicros));
        forecast.setHorizon(spec.forecast().horizon());
        forecast.setInterval(usualGapMicros);
        forecast.setQuantiles(spec.forecast().quantiles());
        forecast.setChannels(channels);
        forecast.setModelId(modelId);
        return outgoing(Outgoing.Kind.FORECAST, in, forecasts.encode(forecast));
    }

    /**
     * Builds the Episode of a change that an event of the key brought.
     *
     * @param in the event
     * @param change what happened, of a kind that is reported
     * @return the record
     */
    public Outgoing episode(Incoming in, EpisodeChange change) {
        Episode episode = EpisodeRecords.of(in.key, group(in), change);
        return outgoing(Outgoing.Kind.EPISODE, in, episodes.encode(episode));
    }

    /**
     * Builds the Episode of a change that no event of the key brought.
     *
     * @param key the key
     * @param timestamp the record's Kafka timestamp
     * @param change what happened
     * @return the record
     */
    public Outgoing episode(String key, long timestamp, EpisodeChange change) {
        String group = groups == null ? null : groups.group(key);
        byte[] value = episodes.encode(EpisodeRecords.of(key, group, change));
        return new Outgoing(Outgoing.Kind.EPISODE, bytes(key), value, timestamp, modelId);
    }

    /**
     * Builds the Anomaly of a key that is silent, which no event of the key brought.
     *
     * @param key the key
     * @param timestamp the record's Kafka timestamp
     * @param silence what is known of the silence
     * @param nowMicros how far event time has come
     * @return the record
     */
    public Outgoing silence(String key, long timestamp, Silence silence, long nowMicros) {
        Anomaly anomaly = new Anomaly();
        anomaly.setId(SilenceId.of(key, silence.sinceMicros()));
        anomaly.setKey(key);
        anomaly.setTime(Micros.instant(nowMicros));
        anomaly.setField(spec.source().values().get(0));
        anomaly.setValue(Double.NaN);
        anomaly.setExpected(Double.NaN);
        anomaly.setLower(Double.NaN);
        anomaly.setUpper(Double.NaN);
        anomaly.setScore(silence.score());
        anomaly.setSeverity(0);
        anomaly.setPValue(silence.pValue());
        anomaly.setKind(AnomalyKind.MISSING_EVENTS.name());
        anomaly.setDirection(0);
        anomaly.setShares(list(new double[spec.source().values().size()]));
        anomaly.setSince(Micros.instant(silence.sinceMicros()));
        anomaly.setText(AnomalyText.of(key, silence));
        anomaly.setModelId(modelId);
        byte[] value = anomalies.encode(anomaly);
        return new Outgoing(Outgoing.Kind.ANOMALY, bytes(key), value, timestamp, modelId);
    }

    /** The Kafka key of results that no event of the key brought. */
    private byte[] bytes(String key) {
        boolean isHex = keyFromRecord && spec.source().key().encoding() == KeyOptions.Encoding.HEX;
        return isHex ? HexFormat.of().parseHex(key) : key.getBytes(UTF_8);
    }

    /**
     * The group that a key belongs to.
     *
     * @param in an event of the key
     * @return null if it belongs to none
     */
    public String group(Incoming in) {
        return groups == null ? in.group : groups.group(in.key);
    }

    /**
     * Builds a DeadLetter.
     *
     * @param in the source record
     * @param reason why it is not scored
     * @param detail what was found, and where
     * @return the record
     */
    public Outgoing deadLetter(Incoming in, DeadLetterReason reason, String detail) {
        return deadLetter(in, reason, detail, deadLetterMaxBytes);
    }

    /**
     * Builds a DeadLetter that holds less of the record than the stream declares.
     *
     * @param in the source record
     * @param reason why it is not scored
     * @param detail what was found, and where
     * @param most the most bytes of the key, and of the value, that it may hold
     * @return the record
     */
    public Outgoing deadLetter(Incoming in, DeadLetterReason reason, String detail, int most) {
        int keep = Math.min(most, deadLetterMaxBytes);
        DeadLetter letter = new DeadLetter();
        letter.setId(in.id());
        letter.setTopic(in.topic);
        letter.setPartition(in.partition);
        letter.setOffset(in.offset);
        letter.setTimestamp(Instant.ofEpochMilli(in.timestamp));
        letter.setReason(reason);
        letter.setDetail(cut(detail));
        letter.setKey(kept(in.rawKey, keep));
        letter.setKeyLength(length(in.rawKey));
        letter.setValue(kept(in.rawValue, keep));
        letter.setValueLength(length(in.rawValue));
        letter.setSha256(
                length(in.rawValue) > keep
                        ? HexFormat.of().formatHex(Sha256.of(in.rawValue))
                        : null);
        byte[] key = length(in.rawKey) > keep ? null : in.rawKey;
        return new Outgoing(
                Outgoing.Kind.DEAD_LETTER, key, deadLetters.encode(letter), in.timestamp, "");
    }

    private Outgoing outgoing(Outgoing.Kind kind, Incoming in, byte[] value) {
        byte[] key = keyFromRecord ? in.rawKey : in.key.getBytes(UTF_8);
        Outgoing out = new Outgoing(kind, key, value, in.timestamp, modelId);
        out.group = kind == Outgoing.Kind.FORECAST ? null : in.group;
        return out;
    }

    private static ByteBuffer kept(byte[] bytes, int most) {
        return bytes == null || bytes.length > most ? null : ByteBuffer.wrap(bytes);
    }

    /** Cuts a long detail: a registry's or a decoder's message may have any length. */
    static String cut(String detail) {
        if (detail.length() <= MAX_DETAIL_BYTES / 3) {
            return detail; // no char takes more than three bytes
        }
        byte[] bytes = detail.getBytes(UTF_8);
        if (bytes.length <= MAX_DETAIL_BYTES) {
            return detail;
        }
        int end = MAX_DETAIL_BYTES - CUT.length();
        while ((bytes[end] & 0xC0) == 0x80) {
            end--; // do not cut within a character
        }
        return new String(bytes, 0, end, UTF_8) + CUT;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? -1 : bytes.length;
    }

    private static ScoreStatus status(ScoreOutput.Status status) {
        return switch (status) {
            case WARMUP -> ScoreStatus.WARMUP;
            case SCORED -> ScoreStatus.SCORED;
            case MISSING -> ScoreStatus.MISSING;
            case LATE -> ScoreStatus.LATE;
            case UNPREDICTED -> ScoreStatus.UNPREDICTED;
        };
    }

    private static List<Double> nullable(double[] values) {
        Double[] list = new Double[values.length];
        for (int i = 0; i < values.length; i++) {
            list[i] = Double.isNaN(values[i]) ? null : values[i];
        }
        return Arrays.asList(list);
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
