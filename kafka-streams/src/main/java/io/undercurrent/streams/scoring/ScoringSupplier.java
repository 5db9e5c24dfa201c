package io.undercurrent.streams.scoring;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.LiveLimits;
import io.undercurrent.stream.record.Outgoing;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Scoring for anyone's own topology: {@code stream.process(new ScoringSupplier(spec, model))}. Its
 * stores come attached, with their changelogs.
 *
 * <p>It takes a topic's records as they are (keys and values as byte arrays, with the record's own
 * place in the context, so directly behind a source) and gives results of all kinds, keyed as the
 * job keys them, with the job's headers. A topology can hold it once, since its stores have names
 * that never change.
 */
public final class ScoringSupplier implements ProcessorSupplier<byte[], byte[], byte[], Outgoing> {
    private final StreamSpec spec;
    private final SharedModel model;
    private final LiveLimits limits;
    private final boolean acceptsTopic;

    /**
     * A supplier.
     *
     * @param spec the stream's declaration
     * @param model its weights
     */
    public ScoringSupplier(StreamSpec spec, SharedModel model) {
        this(spec, model, Limits.of(spec), false);
    }

    /** With limits that others know too; perhaps for memories of an earlier source topic. */
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
