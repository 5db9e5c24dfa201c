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

/**
 * Keeps the job's {@link ModelIdentity} in operator state and compares it with the restored one.
 */
final class RestoredIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(RestoredIdentity.class);

    private final ModelIdentity identity;
    private ListState<String> state;

    RestoredIdentity(ModelIdentity identity) {
        this.identity = identity;
    }

    /** The operator state's name must never change. */
    static ListStateDescriptor<String> descriptor() {
        return new ListStateDescriptor<>("model-identity", StringSerializer.INSTANCE);
    }

    /** Fails, without restarts, if this job's model cannot use the restored state. */
    void restore(StateInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getUnionListState(descriptor());
        for (String restored : state.get()) {
            try {
                identity.check(restored, "the checkpoint", "discard the state with --fresh")
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
