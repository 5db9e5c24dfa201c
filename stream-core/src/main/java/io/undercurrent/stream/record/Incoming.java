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

    /** The record's Kafka timestamp, milliseconds since the epoch; negative where it has none. */
    public long timestamp;

    /** The record's key as it was, or null. */
    public byte[] rawKey;

    /** The record's value as it was, or null. */
    public byte[] rawValue;

    /** The event's key, or the record's id where the record was rejected. */
    public String key;

    /** The event's time, microseconds since the epoch; of two that it may be the earlier one. */
    public long timeMicros;

    /**
     * How much later the event's time is where it is a local time that occurs twice, because clocks
     * were put back between, and the second one is meant; else 0. Where the key's memory is, the
     * order of its events tells which one.
     */
    public long overlapMicros;

    /** The event's values, NaN where missing; null where the record was rejected. */
    public double[] values;

    /** The name of the group that the key belongs to, or null where the event names none. */
    public String group;

    /**
     * Why the record was rejected, the name of a DeadLetterReason, or null.
     *
     * <p>A name, for Flink initialises an enum among a POJO's fields in the JobManager too, and
     * there Avro would leave thread locals in pooled threads that hold the job's class loader for
     * good.
     */
    public String reason;

    /** What was found where, for a rejected record. */
    public String detail;

    /**
     * The record's place, which is also the id of everything that comes of it.
     *
     * @return topic-partition-offset
     */
    public String id() {
        return topic + "-" + partition + "-" + offset;
    }
}
