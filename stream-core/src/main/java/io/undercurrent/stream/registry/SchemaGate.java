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
 * Wraps a consumer and returns a partition's records only up to the first one whose schema is not
 * available. The partition is paused there and resumed at that record once the schema is available.
 *
 * <p>It is for Kafka Streams, whose threads poll, process and commit in turn and must not spend
 * long on any of these: nothing blocks here, and other partitions continue.
 */
public final class SchemaGate {
    private final Consumer<byte[], byte[]> consumer;
    private final SchemaCache cache;

    /** The id of the schema that each held partition waits for. */
    private final Map<TopicPartition, Integer> held = new HashMap<>();

    /** The held partitions that the consumer's user has paused meanwhile. */
    private final Set<TopicPartition> paused = new HashSet<>();

    private SchemaGate(Consumer<byte[], byte[]> consumer, SchemaCache cache) {
        this.consumer = consumer;
        this.cache = cache;
    }

    /**
     * Puts a gate in front of a consumer.
     *
     * @param consumer a consumer of records whose values carry a registry's ids
     * @param cache the cache of their schemas
     * @return a proxy that its user can use like the consumer
     */
    @SuppressWarnings("unchecked") // the proxy is a Consumer of the wrapped one's types
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
                // the consumer handles all other calls itself
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
        int before = 0; // 0 is no registry's id
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

    /**
     * Resumes partitions whose schema is available, and forgets those that were assigned to another
     * instance.
     */
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
