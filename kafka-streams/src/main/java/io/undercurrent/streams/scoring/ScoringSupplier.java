package io.undercurrent.streams.scoring;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.LiveLimits;
import io.undercurrent.stream.record.Outgoing;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Adds scoring to any topology: {@code stream.process(new ScoringSupplier(spec, model))}. The
 * supplier brings its stores and their changelogs.
 *
 * <p>The input must come directly from a source: keys and values as byte arrays, with the record's
 * position in the context. The output is results of all kinds, with the keys and headers of the
 * Flink job. A topology can contain only one, because its stores have fixed names.
 */
public final class ScoringSupplier implements ProcessorSupplier<byte[], byte[], byte[], Outgoing> {
    private final StreamSpec spec;
    private final SharedModel model;
    private final LiveLimits limits;
    private final boolean acceptsTopic;

    /**
     * Creates a supplier.
     *
     * @param spec the stream's declaration
     * @param model the stream's model
     */
    public ScoringSupplier(StreamSpec spec, SharedModel model) {
        this(spec, model, Limits.of(spec), false);
    }

    /**
     * Creates a supplier with shared limits. With {@code acceptsTopic}, it resumes from key states
     * that an earlier topic of the source's name built.
     */
    ScoringSupplier(StreamSpec spec, SharedModel model, LiveLimits limits, boolean acceptsTopic) {
        this.spec = spec;
        this.model = model;
        this.limits = limits;
        this.acceptsTopic = acceptsTopic;
    }

    @Override
    public Processor<byte[], byte[], byte[], Outgoing> get() {
        return new ScoringProcessor(spec, model, limits, acceptsTopic);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Stores.builders(spec, model.slabBytes());
    }
}
