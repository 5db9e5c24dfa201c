package io.undercurrent.job;

import io.undercurrent.stream.brokers.SourceTopic;
import io.undercurrent.stream.brokers.StreamChangedException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Keeps in operator state which {@link SourceTopic} the state was built from. It is compared with
 * the brokers' topic when the state is restored and at each snapshot, so that records of another
 * topic are never committed together with this state. States of earlier builds have no entry and
 * adopt the existing topic.
 */
final class RestoredSource {
    /** The operator state's name must never change. */
    static final String NAME = "source-topic";

    private final Supplier<Optional<SourceTopic>> brokers;
    private SourceTopic known;
    private ListState<String> state;

    /**
     * Creates the state; {@code brokers} returns the existing topic, empty if the brokers have not
     * answered.
     */
    RestoredSource(Supplier<Optional<SourceTopic>> brokers) {
        this.brokers = brokers;
    }

    static ListStateDescriptor<String> descriptor() {
        return new ListStateDescriptor<>(NAME, StringSerializer.INSTANCE);
    }

    /** Fails, without restarts, if another topic's records built the restored state. */
    void restore(StateInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getUnionListState(descriptor());
        for (String restored : state.get()) {
            known = SourceTopic.parse(restored);
        }
        check("the checkpoint");
    }

    private void check(String what) throws SuppressRestartsException {
        Optional<SourceTopic> found = brokers.get();
        if (found.isEmpty()) {
            return;
        }
        if (known == null) {
            known = found.get();
            return;
        }
        Optional<String> difference = found.get().difference(known, what, SourceTopic.ADVICE);
        if (difference.isPresent()) {
            throw new SuppressRestartsException(new StreamChangedException(difference.get()));
        }
    }

    void snapshot() throws Exception {
        check("the job's state");
        state.clear();
        if (known != null) {
            state.add(known.toString());
        }
    }
}
