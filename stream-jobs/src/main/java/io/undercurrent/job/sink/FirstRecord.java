package io.undercurrent.job.sink;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Keeps the position of the first record of the current transaction. The producer's thread calls it
 * for each acknowledged record, which costs only a volatile read.
 */
final class FirstRecord implements Consumer<RecordMetadata> {
    private final AtomicReference<RecordMetadata> first = new AtomicReference<>();

    @Override
    public void accept(RecordMetadata metadata) {
        // A failed record has no offset, and the writer fails because of it.
        if (first.get() == null && metadata != null && metadata.hasOffset()) {
            first.compareAndSet(null, metadata);
        }
    }

    /** Returns and clears the position; null if no record was acknowledged since the last call. */
    RecordMetadata take() {
        return first.getAndSet(null);
    }
}
