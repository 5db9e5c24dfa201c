package io.undercurrent.benchmarks.local;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far a job has come, asked of the broker: that costs the job's process next to nothing. */
public final class Offsets {
    private final Admin admin;
    private final String topic;
    private final Map<TopicPartition, OffsetSpec> ends = new LinkedHashMap<>();

    /**
     * Of one job.
     *
     * @param admin a client, not closed here
     * @param topic that the job writes
     * @param partitions of it
     */
    public Offsets(Admin admin, String topic, int partitions) {
        this.admin = admin;
        this.topic = topic;
        IntStream.range(0, partitions)
                .forEach(p -> ends.put(new TopicPartition(topic, p), OffsetSpec.latest()));
    }

    /** Records and transaction markers in the written topic, whether committed or not. */
    public long written() throws ExecutionException, InterruptedException {
        return end(IsolationLevel.READ_UNCOMMITTED);
    }

    /** The same as far as committed. */
    public long committed() throws ExecutionException, InterruptedException {
        return end(IsolationLevel.READ_COMMITTED);
    }

    private long end(IsolationLevel isolation) throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(ends, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    @Override
    public String toString() {
        return topic;
    }
}
