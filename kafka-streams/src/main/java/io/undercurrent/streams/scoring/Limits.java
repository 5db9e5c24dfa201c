package io.undercurrent.streams.scoring;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.stream.brokers.LiveLimits;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;

/** Creates the limits of an application's topics, which its tasks share. */
final class Limits {
    private Limits() {}

    /** The limits of the output topics and of the application's internal topics. */
    static LiveLimits of(StreamSpec spec) {
        String application = ChangelogTopics.application(spec);
        List<String> internal = new ArrayList<>(ChangelogTopics.names(application));
        if (spec.source().key().from() == KeyOptions.From.FIELD) {
            internal.add(ChangelogTopics.repartition(application));
        }
        return new LiveLimits(spec, internal, ChangelogTopics.status(application));
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
