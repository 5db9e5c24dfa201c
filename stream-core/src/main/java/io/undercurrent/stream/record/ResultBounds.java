package io.undercurrent.stream.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.value.GroupName;
import java.util.Locale;

/**
 * Computes how large results can become, from a stream's declaration alone, so that the limits that
 * topics and producers need are known before the first event. A record that a topic refuses fails
 * its whole transaction and the job, again after every restart.
 *
 * <p>A bound is the size of an uncompressed record with its batch. A producer compares this size
 * with {@code max.request.size}; a topic compares it with {@code max.message.bytes} if nothing is
 * compressed.
 */
public final class ResultBounds {
    /** The bytes before a batch of records and around a record in it, with the longest lengths. */
    static final int BATCH_AND_RECORD = 61 + 21;

    /** The assumed length of the model's id if the model is not known yet. */
    private static final int MODEL_ID_BYTES = 256;

    private static final int LENGTH = 5;
    private static final int LONG = 10;
    private static final int DOUBLE = 8;
    private static final int NULLABLE_DOUBLE = 9;

    /** The partition and the offset in an id, with a dash before each. */
    private static final int PLACE = 1 + 10 + 1 + 19;

    private static final int SHA256_HEX = 64;

    /** Room for the longest name of a kind of anomaly. */
    private static final int KIND_BYTES = 16;

    private static final int MAX_BYTES_A_CHAR = 3;

    private final StreamSpec spec;
    private final int model;
    private final int fields;
    private final long key;
    private final long id;
    private final long names;
    private final long longestName;

    /**
     * An upper bound and how it was computed.
     *
     * @param bytes the size that no record of its kind exceeds
     * @param arithmetic the sum in words, without its result
     * @param lower the options to lower for smaller records
     */
    public record Bound(long bytes, String arithmetic, String lower) {
        /**
         * Returns the sum with its result.
         *
         * @return for instance {@code 2 fields x 24 steps x ... = 5314 bytes}
         */
        public String text() {
            return String.format(Locale.ROOT, "%s = %d bytes", arithmetic, bytes);
        }
    }

    /**
     * Creates the bounds of one stream.
     *
     * @param spec the stream's declaration
     * @param modelId the model's id, or null if it is not known yet
     */
    public ResultBounds(StreamSpec spec, String modelId) {
        this.spec = spec;
        model = modelId == null ? MODEL_ID_BYTES : modelId.getBytes(UTF_8).length;
        fields = spec.source().values().size();
        key = spec.source().maxKeyBytes();
        id = text(bytes(spec.source().topic()) + PLACE);
        names = spec.source().values().stream().mapToLong(name -> text(bytes(name))).sum();
        longestName =
                spec.source().values().stream().mapToLong(n -> text(bytes(n))).max().orElse(0);
    }

    /**
     * Computes the bound of one kind of result.
     *
     * @param kind the kind
     * @return the largest record, with key, headers and batch
     */
    public Bound of(Outgoing.Kind kind) {
        return switch (kind) {
            case SCORE -> score();
            case FORECAST -> forecast();
            case ANOMALY -> anomaly();
            case DEAD_LETTER -> deadLetter();
            case EPISODE -> episode();
        };
    }

    /**
     * Computes the size of the largest result of any kind.
     *
     * @return bytes
     */
    public long largest() {
        long largest = 0;
        for (Outgoing.Kind kind : Outgoing.Kind.values()) {
            largest = Math.max(largest, of(kind).bytes());
        }
        return largest;
    }

    private Bound score() {
        long arrays = 4L * fields * NULLABLE_DOUBLE;
        long rest = record(scoreValue() - arrays, key, true);
        return new Bound(
                arrays + rest,
                String.format(
                        Locale.ROOT,
                        "a score: %d fields x 4 arrays x %d bytes + %d for the key (twice, source.max-key-bytes = %d), ids, group and headers",
                        fields,
                        NULLABLE_DOUBLE,
                        rest,
                        key),
                "source.max-key-bytes");
    }

    private long scoreValue() {
        long arrays = 4L * (array() + (long) fields * NULLABLE_DOUBLE);
        return Wire.HEADER_BYTES + who() + arrays + 3 * DOUBLE + 2 * LENGTH + 1 + text(model);
    }

    private Bound forecast() {
        long steps = numbers() * DOUBLE;
        long rest = record(forecastValue() - steps, key, false);
        int levels = spec.forecast().quantiles().size();
        return new Bound(
                steps + rest,
                String.format(
                        Locale.ROOT,
                        "a forecast: %d fields x %d steps x (%d levels + 1) x %d bytes + %d for names, the key (twice, source.max-key-bytes = %d), ids and headers",
                        fields,
                        spec.forecast().horizon(),
                        levels,
                        DOUBLE,
                        rest,
                        key),
                "forecast.horizon, forecast.quantiles or source.max-key-bytes");
    }

    /** The number of quantiles and medians in a forecast. */
    private long numbers() {
        long levels = spec.forecast().quantiles().size();
        return (long) fields * spec.forecast().horizon() * (levels + 1);
    }

    private long forecastValue() {
        long levels = array() + (long) spec.forecast().quantiles().size() * DOUBLE;
        long channels = array() + names + 2L * fields * array() + numbers() * DOUBLE;
        return Wire.HEADER_BYTES + who() + LENGTH + LONG + levels + channels + text(model);
    }

    private Bound anomaly() {
        long shares = (long) fields * DOUBLE;
        long name = // of a field, or of a silent key
                Math.min(
                        Math.max(longestName, text(key)),
                        (long) AnomalyText.MAX_NAME_CHARS * MAX_BYTES_A_CHAR);
        long value =
                Wire.HEADER_BYTES
                        + who()
                        + Math.max(0, text(SilenceId.MAX_BYTES) - id)
                        + longestName
                        + 7 * DOUBLE
                        + text(KIND_BYTES)
                        + LENGTH
                        + 1
                        + LONG
                        + array()
                        + text(name + AnomalyText.MAX_OTHER_BYTES)
                        + text(model);
        long rest = record(value, key, true);
        return new Bound(
                shares + rest,
                String.format(
                        Locale.ROOT,
                        "an anomaly: %d fields x %d bytes + %d for the key (twice, source.max-key-bytes = %d), ids, a field's name, a sentence, group and headers",
                        fields,
                        DOUBLE,
                        rest,
                        key),
                "source.max-key-bytes");
    }

    private Bound episode() {
        long ids = 3 * id + 2 * LONG;
        long value =
                Wire.HEADER_BYTES
                        + ids
                        + 2 * text(key)
                        + 1
                        + LENGTH
                        + text(namedGroup())
                        + 5 * LONG
                        + 3 * LENGTH
                        + 2 * DOUBLE
                        + longestName
                        + 4 * NULLABLE_DOUBLE
                        + LONG
                        + 2 * LENGTH
                        + array();
        long rest = record(value, key, true);
        return new Bound(
                rest,
                String.format(
                        Locale.ROOT,
                        "an episode: %d for the key (three times, source.max-key-bytes = %d), ids, a field's name, group and headers",
                        rest,
                        key),
                "source.max-key-bytes");
    }

    private Bound deadLetter() {
        long kept = spec.sink().deadLetterMaxBytes();
        long value =
                Wire.HEADER_BYTES
                        + id
                        + text(bytes(spec.source().topic()))
                        + LENGTH
                        + 2 * LONG
                        + LENGTH
                        + text(Records.MAX_DETAIL_BYTES)
                        + 2 * (1 + LENGTH + LENGTH)
                        + 1
                        + text(SHA256_HEX);
        long headers = header(ResultRouting.SCHEMA_HEADER, schemaName());
        long rest = BATCH_AND_RECORD + value + headers;
        return new Bound(
                3 * kept + rest,
                String.format(
                        Locale.ROOT,
                        "a dead letter: 3 x sink.dead-letter-max-bytes = %d (the record's key twice and its value) + %d for detail, id and headers",
                        kept,
                        rest),
                "sink.dead-letter-max-bytes");
    }

    /**
     * Computes the bound of an event in the repartition topic of Kafka Streams.
     *
     * @return the largest record
     */
    public Bound repartitioned() {
        long place = header("undercurrent.place", 12 + bytes(spec.source().topic()));
        long own = header("undercurrent.key", 0);
        long time = header("undercurrent.no-timestamp", 1) + header("undercurrent.timestamp", 8);
        long rest = BATCH_AND_RECORD + key + place + own + time;
        return new Bound(
                spec.source().maxBytes() + rest,
                String.format(
                        Locale.ROOT,
                        "an event: source.max-bytes = %d + %d for the key (source.max-key-bytes = %d), its place and headers",
                        spec.source().maxBytes(),
                        rest,
                        key),
                "source.max-bytes or source.max-key-bytes");
    }

    /**
     * Computes the bound of a key's latest results, which Kafka Streams keeps for queries.
     *
     * @return the largest record of that changelog
     */
    public Bound status() {
        long name = storedKey();
        long episode = 256 + 2 * id + longestName + text(namedGroup());
        long value = Math.max(Math.max(scoreValue(), forecastValue()), episode);
        return new Bound(
                BATCH_AND_RECORD + name + value,
                String.format(
                        Locale.ROOT,
                        "what was last said of a key: %d for its largest score, forecast or episode + %d for the key (source.max-key-bytes = %d)",
                        value,
                        BATCH_AND_RECORD + name,
                        key),
                "forecast.horizon, forecast.quantiles or source.max-key-bytes");
    }

    /**
     * Computes the bound of a key state that Kafka Streams keeps.
     *
     * @param slabBytes the size of the slab alone
     * @return the size of the largest record of that changelog
     */
    public long keyState(int slabBytes) {
        return BATCH_AND_RECORD + storedKey() + slabBytes;
    }

    /**
     * The stored key has a letter before it, and two bytes per character if UTF-8 cannot encode the
     * key.
     */
    private long storedKey() {
        return 2 + 2 * key;
    }

    private long record(long value, long recordKey, boolean isGrouped) {
        long headers =
                header(ResultRouting.MODEL_HEADER, model)
                        + header(ResultRouting.SCHEMA_HEADER, schemaName())
                        + (isGrouped && group() > 0
                                ? header(ResultRouting.GROUP_HEADER, group())
                                : 0);
        return BATCH_AND_RECORD + recordKey + value + headers;
    }

    private long who() {
        return id + text(key) + LONG;
    }

    /** Of an episode, which also names a group that a pattern finds in the key. */
    private long namedGroup() {
        return spec.episodes().groupPattern() == null
                ? group()
                : Math.min(key, (long) GroupName.MAX_CHARS * MAX_BYTES_A_CHAR);
    }

    private long group() {
        return spec.source().groupField() == null
                ? 0
                : (long) GroupName.MAX_CHARS * MAX_BYTES_A_CHAR;
    }

    /** The length of full name, colon and 16 hex digits; the longest of all kinds. */
    private static long schemaName() {
        return bytes(DeadLetter.getClassSchema().getFullName()) + 1 + 16;
    }

    private static long header(String name, long value) {
        return 2 * LENGTH + bytes(name) + value;
    }

    /**
     * The bytes around the elements of an array: their number before them and the zero after them.
     */
    private static long array() {
        return LENGTH + 1;
    }

    private static long text(long bytes) {
        return LENGTH + bytes;
    }

    private static long bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
