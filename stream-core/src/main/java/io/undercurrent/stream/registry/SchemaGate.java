package io.undercurrent.stream.registry;

import io.undercurrent.schemas.registry.ConfluentFrame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Stands before a consumer and gives out a partition's records only as far as their schemas are
 * there; from the first that is not, the partition is paused, and read again once it is.
 *
 * <p>For Kafka Streams, whose threads poll, process and commit in turn and must do none of them for
 * long: nothing blocks here, and other partitions go on.
 */
public final class SchemaGate {
    private final Consumer<byte[], byte[]> consumer;
    private final SchemaCache cache;

    /** The schema that a partition is held for. */
    private final Map<TopicPartition, Integer> held = new HashMap<>();

    /** Those of them that the consumer's user has paused meanwhile. */
    private final Set<TopicPartition> paused = new HashSet<>();

    private SchemaGate(Consumer<byte[], byte[]> consumer, SchemaCache cache) {
        this.consumer = consumer;
        this.cache = cache;
    }

    /**
     * A consumer behind a gate.
     *
     * @param consumer whose records' values carry a registry's ids
     * @param cache where their schemas come from
     * @return the same consumer to its user
     */
    @SuppressWarnings("unchecked") // the proxy is a Consumer of what it stands before
    public static Consumer<byte[], byte[]> before(
            Consumer<byte[], byte[]> consumer, SchemaCache cache) {
        SchemaGate gate = new SchemaGate(consumer, cache);
        return (Consumer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        SchemaGate.class.getClassLoader(),
                        new Class<?>[] {Consumer.class},
                        (proxy, method, arguments) -> gate.call(method, arguments));
    }

    @SuppressWarnings("unchecked") // as Consumer declares its methods' parameters
    private Object call(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "poll" -> {
                return poll((Duration) arguments[0]);
            }
            case "pause" -> {
                for (TopicPartition partition : (Collection<TopicPartition>) arguments[0]) {
                    if (held.containsKey(partition)) {
                        paused.add(partition);
                    }
                }
            }
            case "resume" -> {
                List<TopicPartition> now = new ArrayList<>();
                for (TopicPartition partition : (Collection<TopicPartition>) arguments[0]) {
                    if (held.containsKey(partition)) {
                        paused.remove(partition);
                    } else {
                        now.add(partition);
                    }
                }
                consumer.resume(now);
                return null;
            }
            default -> {
                // the consumer's own business
            }
        }
        try {
            return method.invoke(consumer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        release();
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(timeout);
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(polled.nextOffsets());
        boolean whole = true;
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> all = polled.records(partition);
            int ready = ready(all);
            if (ready > 0) {
                records.put(partition, all.subList(0, ready));
            }
            if (ready < all.size()) {
                whole = false;
                next.put(partition, hold(partition, all.get(ready)));
            }
        }
        return whole ? polled : new ConsumerRecords<>(records, next);
    }

    private int ready(List<ConsumerRecord<byte[], byte[]>> records) {
        int ready = 0;
        int before = 0; // no registry's id
        for (var record : records) {
            if (ConfluentFrame.isFramed(record.value())) {
                int id = ConfluentFrame.id(record.value());
                if (id != before && !cache.isReady(id)) {
                    return ready;
                }
                before = id;
            }
            ready++;
        }
        return ready;
    }

    private OffsetAndMetadata hold(TopicPartition partition, ConsumerRecord<byte[], byte[]> from) {
        OffsetAndMetadata place = new OffsetAndMetadata(from.offset(), from.leaderEpoch(), "");
        consumer.seek(partition, place);
        consumer.pause(List.of(partition));
        held.put(partition, ConfluentFrame.id(from.value()));
        paused.remove(partition);
        return place;
    }

    /** Resumes what need not wait any longer, and forgets what is another instance's now. */
    private void release() {
        if (held.isEmpty()) {
            return;
        }
        Set<TopicPartition> assigned = consumer.assignment();
        held.entrySet()
                .removeIf(
                        entry -> {
                            TopicPartition partition = entry.getKey();
                            boolean ours = assigned.contains(partition);
                            if (ours && !cache.isReady(entry.getValue())) {
                                return false;
                            }
                            if (!paused.remove(partition) && ours) {
                                consumer.resume(List.of(partition));
                            }
                            return true;
                        });
    }
}
