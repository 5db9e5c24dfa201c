package io.undercurrent.stream.record;

/**
 * One encoded result on its way to Kafka. Public fields and an empty constructor make it a Flink
 * POJO.
 */
public final class Outgoing {
    /** What the result is, hence which topic it goes to and which schema its header names. */
    public enum Kind {
        /** A Score record. */
        SCORE,
        /** A Forecast record. */
        FORECAST,
        /** An Anomaly record. */
        ANOMALY,
        /** A DeadLetter record. */
        DEAD_LETTER
    }

    /** What it is. */
    public Kind kind;

    /** The Kafka key: the source record's. */
    public byte[] key;

    /** The encoded record. */
    public byte[] value;

    /** The source record's Kafka timestamp, milliseconds since the epoch; negative where none. */
    public long timestamp;

    /** The model's id, for the header; empty for dead letters. */
    public String modelId;

    /** The name of the key's group, for the header of scores and anomalies; null where none. */
    public String group;

    /** For Flink. */
    public Outgoing() {}

    /**
     * A result.
     *
     * @param kind what it is
     * @param key the Kafka key
     * @param value the encoded record
     * @param timestamp milliseconds since the epoch; negative where there is none
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
