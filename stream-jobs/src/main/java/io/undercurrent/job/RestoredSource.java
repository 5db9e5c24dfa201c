package io.undercurrent.job;

import io.undercurrent.stream.brokers.SourceTopic;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Which {@link SourceTopic} the state was built from, in operator state. It is compared with the
 * brokers' when the state is restored, and at each snapshot, so that nothing that was read of
 * another topic is ever committed beside this state. A state of builds before it says nothing, and
 * takes on the topic that there is.
 */
final class RestoredSource {
    /** The operator state's name never changes. */
    static final String NAME = "source-topic";

    private final Supplier<Optional<SourceTopic>> brokers;
    private SourceTopic known;
    private ListState<String> state;

    /** Asks for the topic that there is; nothing where the brokers have not said. */
    RestoredSource(Supplier<Optional<SourceTopic>> brokers) {
        this.brokers = brokers;
    }

    static ListStateDescriptor<String> descriptor() {
        return new ListStateDescriptor<>(NAME, StringSerializer.INSTANCE);
    }

    /** Refuses, without restarts, a state that another topic's records have built. */
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
        Optional<String> difference =
                found.get().difference(known, what, SourceTopicException.INSTEAD);
        if (difference.isPresent()) {
            throw new SuppressRestartsException(new SourceTopicException(difference.get()));
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
