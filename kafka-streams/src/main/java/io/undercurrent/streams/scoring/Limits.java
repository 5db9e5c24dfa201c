package io.undercurrent.streams.scoring;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.LiveLimits;
import org.apache.kafka.common.errors.InterruptException;

/** Creates the limits of an application's topics, which its tasks share. */
final class Limits {
    private Limits() {}

    /** The limits of the output topics and of the application's internal topics. */
    static LiveLimits of(StreamSpec spec) {
        String application = ChangelogTopics.application(spec);
        return new LiveLimits(spec, ChangelogTopics.of(spec), ChangelogTopics.status(application));
    }

    /** Tasks are created on stream threads, which Kafka Streams interrupts only to stop them. */
    static void open(LiveLimits limits) {
        try {
            limits.open();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
