package io.undercurrent.job.sink;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Keeps where the first record of the current transaction went. The producer's own thread calls it
 * for each acknowledged record; all that costs is a read of a volatile field.
 */
final class FirstRecord implements Consumer<RecordMetadata> {
    private final AtomicReference<RecordMetadata> first = new AtomicReference<>();

    @Override
    public void accept(RecordMetadata metadata) {
        // A record that failed has no offset; the writer fails with it.
        if (first.get() == null && metadata != null && metadata.hasOffset()) {
            first.compareAndSet(null, metadata);
        }
    }

    /** Hands the record out and forgets it; null where none was acknowledged since. */
    RecordMetadata take() {
        return first.getAndSet(null);
    }
}
