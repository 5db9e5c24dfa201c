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
 * Holds a consumer's records back until all their schemas are there, in the thread that polls.
 *
 * <p>For Flink, whose sources poll in a thread of their own: the task's main thread decodes and
 * takes checkpoints, which must go on while a registry is down. It costs that the reader's other
 * partitions wait too.
 */
public final class SchemaWait implements ConsumerInterceptor<byte[], byte[]> {
    private static final String HANDLE = "undercurrent.schemas";
    private static final long LOOK_MILLIS = 20;

    private String handle;

    /**
     * Has a consumer made of the properties wait.
     *
     * @param properties of a consumer; interceptors that stand there stay
     * @param handle what {@link SchemaCaches#name} was given, or will be before the first poll
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
        int before = 0; // no registry's id
        for (var record : records) {
            if (ConfluentFrame.isFramed(record.value())) {
                int id = ConfluentFrame.id(record.value());
                if (id != before && !cache.isReady(id)) {
                    missing.add(id); // asked for now, all at once
                }
                before = id;
            }
        }
        for (int id : missing) {
            await(cache, id);
        }
        return records;
    }

    /** Where the wait is ended from outside, whoever decodes the records waits himself. */
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
        // the cache is others' too
    }
}
