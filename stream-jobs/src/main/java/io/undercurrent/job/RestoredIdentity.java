package io.undercurrent.job;

import io.undercurrent.stream.scoring.ModelIdentity;
import io.undercurrent.stream.scoring.ModelMismatchException;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job's {@link ModelIdentity} in operator state, compared with the one that is restored. */
final class RestoredIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(RestoredIdentity.class);

    private final ModelIdentity identity;
    private ListState<String> state;

    RestoredIdentity(ModelIdentity identity) {
        this.identity = identity;
    }

    /** The operator state's name never changes. */
    static ListStateDescriptor<String> descriptor() {
        return new ListStateDescriptor<>("model-identity", StringSerializer.INSTANCE);
    }

    /** Refuses, without restarts, a state that means nothing to this job's model. */
    void restore(StateInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getUnionListState(descriptor());
        for (String restored : state.get()) {
            try {
                identity.check(restored, "the checkpoint", "start anew with --fresh")
                        .ifPresent(LOG::warn);
            } catch (ModelMismatchException e) {
                throw new SuppressRestartsException(e);
            }
        }
    }

    void snapshot() throws Exception {
        state.clear();
        state.add(identity.toString());
    }

    @Override
    public String toString() {
        return identity.toString();
    }
}
