package io.undercurrent.streams.scoring;

import io.undercurrent.stream.brokers.LiveLimits;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.runtime.ResolvedStream;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Adds scoring to any topology: {@code events.process(new ScoringSupplier(stream, model))}. The
 * supplier brings its stores and their changelogs.
 *
 * <p>The input must come directly from a source: keys and values as byte arrays, with the record's
 * position in the context. The output is results of all kinds, with the keys and headers of the
 * Flink job. A topology can contain only one, because its stores have fixed names.
 */
public final class ScoringSupplier implements ProcessorSupplier<byte[], byte[], byte[], Outgoing> {
    private final ResolvedStream stream;
    private final SharedModel model;
    private final LiveLimits limits;
    private final boolean acceptsTopic;

    /**
     * Creates a supplier.
     *
     * @param stream the resolved stream
     * @param model the stream's model
     */
    public ScoringSupplier(ResolvedStream stream, SharedModel model) {
        this(stream, model, Limits.of(stream.spec()), false);
    }

    /**
     * Creates a supplier with shared limits. With {@code acceptsTopic}, it resumes from key states
     * that an earlier topic of the source's name built.
     */
    ScoringSupplier(
            ResolvedStream stream, SharedModel model, LiveLimits limits, boolean acceptsTopic) {
        this.stream = stream;
        this.model = model;
        this.limits = limits;
        this.acceptsTopic = acceptsTopic;
    }

    @Override
    public Processor<byte[], byte[], byte[], Outgoing> get() {
        return new ScoringProcessor(stream, model, limits, acceptsTopic);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Stores.builders(stream.spec(), model.slabBytes());
    }
}
