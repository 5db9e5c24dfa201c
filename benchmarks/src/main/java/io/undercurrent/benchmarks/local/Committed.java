package io.undercurrent.benchmarks.local;

import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.brokers.CommittedReader.Isolation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what was committed to topics, from their beginning to their present end. */
public final class Committed implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(200);

    private final CommittedReader reader;

    /**
     * A reader of its own connection.
     *
     * @param servers the brokers
     */
    public Committed(String servers) {
        reader = reader(servers, Isolation.READ_COMMITTED);
    }

    /** What is done with a record. */
    public interface Use {
        /** Is called once for each record. */
        void of(ConsumerRecord<byte[], byte[]> record) throws IOException;
    }

    /**
     * Reads a whole topic, a partition's records in their order.
     *
     * @param topic one that nobody writes meanwhile
     * @param use what is done with each record
     * @throws IOException as the use has it
     */
    public void each(String topic, Use use) throws IOException {
        List<TopicPartition> all = reader.begin(List.of(topic));
        Map<TopicPartition, Long> ends = reader.consumer().endOffsets(all);
        while (!reader.hasReached(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : reader.consumer().poll(WAIT)) {
                use.of(record);
            }
        }
    }

    /**
     * A reader of the brokers.
     *
     * @param servers the brokers
     * @param isolation which records
     * @return it, to be closed by the caller
     */
    public static CommittedReader reader(String servers, Isolation isolation) {
        return new CommittedReader(Map.of("bootstrap.servers", servers), isolation);
    }

    @Override
    public void close() {
        reader.close();
    }
}
