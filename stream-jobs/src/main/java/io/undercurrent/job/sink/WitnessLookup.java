package io.undercurrent.job.sink;

import io.undercurrent.stream.brokers.CommittedReader;
import io.undercurrent.stream.brokers.CommittedReader.Isolation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up a witness in its output topic, as a reader of committed records would see it. It reads
 * one record at a known offset, which costs some milliseconds, and only after a failed commit.
 */
class WitnessLookup {
    private static final Logger LOG = LoggerFactory.getLogger(WitnessLookup.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Properties client;
    private final Duration patience;

    WitnessLookup(Properties client) {
        this(client, Duration.ofSeconds(30));
    }

    WitnessLookup(Properties client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /** The outcome of the witness's transaction. */
    TransactionOutcome fate(Witness witness) {
        TopicPartition partition = new TopicPartition(witness.topic(), witness.partition());
        try (var reader = reader(Isolation.READ_COMMITTED);
                var everything = reader(Isolation.READ_UNCOMMITTED)) {
            var committed = reader.consumer();
            var every = everything.consumer();
            if (committed.partitionsFor(witness.topic(), patience).size()
                    <= partition.partition()) {
                return TransactionOutcome.GONE;
            }
            List<TopicPartition> one = List.of(partition);
            if (witness.offset() < start(every.beginningOffsets(one, patience))) {
                return TransactionOutcome.GONE;
            }
            if (witness.offset() >= start(every.endOffsets(one, patience))) {
                return TransactionOutcome.ABORTED; // the topic was recreated or lost its end
            }
            Optional<Boolean> visible = sees(committed, partition, witness);
            if (visible.isEmpty()) {
                return TransactionOutcome.UNDECIDED;
            }
            if (visible.get()) {
                return TransactionOutcome.COMMITTED;
            }
            return sees(every, partition, witness)
                    .map(there -> there ? TransactionOutcome.ABORTED : TransactionOutcome.GONE)
                    .orElse(TransactionOutcome.UNDECIDED);
        } catch (RetriableException e) {
            LOG.warn("the witness {} cannot be looked up now: {}", witness, e.toString());
            return TransactionOutcome.UNDECIDED;
        }
    }

    private static long start(Map<TopicPartition, Long> offsets) {
        return offsets.values().iterator().next();
    }

    /**
     * Whether a reader receives the witness; empty if the reader does not get past its offset in
     * time.
     */
    private Optional<Boolean> sees(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Witness witness) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, witness.offset());
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() == witness.offset()) {
                    return Optional.of(record.timestamp() == witness.timestamp());
                }
            }
            // The consumer skips aborted records, and waits at an open transaction before the
            // witness.
            if (consumer.position(partition, patience) > witness.offset()) {
                return Optional.of(false);
            }
        }
        return Optional.empty();
    }

    private CommittedReader reader(Isolation isolation) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.remove("transaction.timeout.ms"); // a producer's; consumers would log a warning
        properties.put("auto.offset.reset", "none");
        properties.put("max.poll.records", "1");
        return new CommittedReader(properties, isolation);
    }
}
