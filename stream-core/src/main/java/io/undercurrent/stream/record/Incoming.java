package io.undercurrent.stream.record;

/**
 * One source record on its way to the operator: where it came from, its original bytes, and either
 * the event that it holds or the reason why it holds none.
 *
 * <p>Rejected records travel the same way as events, so that one operator accounts for every
 * record. Public fields and an empty constructor make it a Flink POJO, serialized without Kryo.
 */
public final class Incoming {
    /** The source topic. */
    public String topic;

    /** The source partition. */
    public int partition;

    /** The source offset. */
    public long offset;

    /** The record's Kafka timestamp, milliseconds since the epoch; negative if it has none. */
    public long timestamp;

    /** The record's original key, or null. */
    public byte[] rawKey;

    /** The record's original value, or null. */
    public byte[] rawValue;

    /** The event's key, or the record's id if the record was rejected. */
    public String key;

    /** The event's time, microseconds since the epoch; the earlier one of two possible times. */
    public long timeMicros;

    /**
     * How much later the second possible time is, in microseconds, if the event's time is a local
     * time that occurs twice because clocks were put back in between; otherwise 0. The order of the
     * key's events, which the key state knows, tells which of the two is meant.
     */
    public long overlapMicros;

    /** The event's values, NaN if missing; null if the record was rejected. */
    public double[] values;

    /** The name of the group that the key belongs to, or null if the event names none. */
    public String group;

    /**
     * Why the record was rejected: the name of a DeadLetterReason, or null for an event.
     *
     * <p>It is a name and not the enum itself, because Flink initialises an enum among a POJO's
     * fields in the JobManager too. There, Avro would leave thread locals in pooled threads, which
     * would hold the job's class loader forever.
     */
    public String reason;

    /** For a rejected record: what was found, and where. */
    public String detail;

    /**
     * Returns the id of the source record, which all its results carry.
     *
     * @return topic-partition-offset
     */
    public String id() {
        return id(topic, partition, offset);
    }

    /**
     * The id of a source record.
     *
     * @param topic the source topic
     * @param partition its partition
     * @param offset its offset
     * @return topic-partition-offset
     */
    public static String id(String topic, int partition, long offset) {
        return topic + "-" + partition + "-" + offset;
    }
}
