package io.undercurrent.stream.record;

/**
 * One encoded result on its way to Kafka. Public fields and an empty constructor make it a Flink
 * POJO.
 */
public final class Outgoing {
    /** The kind of a result, which determines its topic and the schema that its header names. */
    public enum Kind {
        /** A Score record. */
        SCORE,
        /** A Forecast record. */
        FORECAST,
        /** An Anomaly record. */
        ANOMALY,
        /** A DeadLetter record. */
        DEAD_LETTER,
        /** An Episode record of a key. */
        EPISODE
    }

    /** The kind of the result. */
    public Kind kind;

    /**
     * The Kafka key: that of the source record, or the event's key if a field gives it; may be
     * null.
     */
    public byte[] key;

    /** The encoded record. */
    public byte[] value;

    /**
     * The source record's Kafka timestamp, milliseconds since the epoch; negative if there is none.
     */
    public long timestamp;

    /** The model's id, for the header; empty for dead letters. */
    public String modelId;

    /**
     * The name of the key's group, for the header of scores, anomalies and episodes; null if there
     * is none.
     */
    public String group;

    /** Creates an empty result, as Flink's POJO serializer needs. */
    public Outgoing() {}

    /**
     * Creates a result.
     *
     * @param kind the kind of the result
     * @param key the Kafka key
     * @param value the encoded record
     * @param timestamp milliseconds since the epoch; negative if there is none
     * @param modelId the model's id, empty for dead letters
     */
    public Outgoing(Kind kind, byte[] key, byte[] value, long timestamp, String modelId) {
        this.kind = kind;
        this.key = key;
        this.value = value;
        this.timestamp = timestamp;
        this.modelId = modelId;
    }
}
