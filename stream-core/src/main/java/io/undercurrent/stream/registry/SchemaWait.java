package io.undercurrent.stream.registry;

import io.undercurrent.schemas.registry.ConfluentFrame;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds a consumer's records back in the polling thread until all their schemas are available.
 *
 * <p>It is for Flink, whose sources poll in a separate thread: the task's main thread decodes and
 * takes checkpoints, and checkpoints must continue while a registry is down. The cost is that the
 * reader's other partitions wait too.
 */
public final class SchemaWait implements ConsumerInterceptor<byte[], byte[]> {
    private static final String HANDLE = "undercurrent.schemas";
    private static final long LOOK_MILLIS = 20;

    private String handle;

    /**
     * Adds this interceptor to a consumer's properties.
     *
     * @param properties the consumer's properties; other interceptors in them are kept
     * @param handle the handle that {@link SchemaCaches#name} gets before the first poll
     */
    public static void into(Properties properties, String handle) {
        properties.setProperty(HANDLE, handle);
        properties.merge(
                ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                SchemaWait.class.getName(),
                (others, ours) -> others + "," + ours);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        handle = (String) configs.get(HANDLE);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        SchemaCache cache = SchemaCaches.named(handle);
        if (cache == null) {
            return records;
        }
        Set<Integer> missing = new LinkedHashSet<>();
        int before = 0; // 0 is no registry's id
        for (var record : records) {
            if (ConfluentFrame.isFramed(record.value())) {
                int id = ConfluentFrame.id(record.value());
                if (id != before && !cache.isReady(id)) {
                    missing.add(id); // all are requested before the first wait
                }
                before = id;
            }
        }
        for (int id : missing) {
            await(cache, id);
        }
        return records;
    }

    /**
     * Waits for one schema. If the thread is interrupted or the handle is released, the code that
     * decodes the records waits instead.
     */
    private void await(SchemaCache cache, int id) {
        try {
            while (!cache.isReady(id) && SchemaCaches.named(handle) == cache) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // nothing to do
    }

    @Override
    public void close() {
        // other consumers share the cache
    }
}
