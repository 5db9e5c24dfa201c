package io.undercurrent.streams.scoring;

import io.undercurrent.spec.KeyOptions;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.LiveLimits;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;

/** The limits of an application's topics, shared by its tasks. */
final class Limits {
    private Limits() {}

    /** Those of the outputs and of the topics that the application keeps for itself. */
    static LiveLimits of(StreamSpec spec) {
        String application = ChangelogTopics.application(spec);
        List<String> internal = new ArrayList<>(ChangelogTopics.names(application));
        if (spec.source().key().from() == KeyOptions.From.FIELD) {
            internal.add(ChangelogTopics.repartition(application));
        }
        return new LiveLimits(spec, internal, ChangelogTopics.status(application));
    }

    /** Tasks are made on threads that Kafka Streams interrupts only to end them. */
    static void open(LiveLimits limits) {
        try {
            limits.open();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
