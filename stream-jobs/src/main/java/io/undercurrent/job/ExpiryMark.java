package io.undercurrent.job;

import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * Stores in operator state whether every key of a checkpoint has an expiry timer: a job that ran
 * without expiry has set no timers.
 */
final class ExpiryMark {
    private final boolean expires;
    private boolean complete;
    private ListState<Boolean> state;

    ExpiryMark(boolean expires) {
        this.expires = expires;
    }

    void restore(StateInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "slab-expiry-complete", BooleanSerializer.INSTANCE));
        boolean found = false;
        complete = true;
        for (boolean restored : state.get()) {
            found = true;
            complete &= restored;
        }
        complete &= found || !context.isRestored();
    }

    /**
     * The keys that have slabs but no timers: all keys if the state comes from a job without
     * expiry, else none. Reading them scans the whole state once.
     */
    Stream<String> keysWithoutTimers(KeyedStateBackend<String> backend, String slabState) {
        return expires && !complete
                ? backend.getKeys(slabState, VoidNamespace.INSTANCE)
                : Stream.empty();
    }

    void snapshot() throws Exception {
        state.clear();
        state.add(expires);
    }
}
