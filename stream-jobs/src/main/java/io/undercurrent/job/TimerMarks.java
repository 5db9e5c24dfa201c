package io.undercurrent.job;

import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * Stores in operator state whether every key of a checkpoint has the timers that it needs: a job
 * that ran without expiry has set none for it, and one that did not watch for silences none for
 * that.
 */
final class TimerMarks {
    private final Mark expiry;
    private final Mark silence;

    TimerMarks(boolean expires, boolean watchesSilence) {
        expiry = new Mark("slab-expiry-complete", expires);
        silence = new Mark("slab-silence-complete", watchesSilence);
    }

    private static final class Mark {
        private final String name; // never changes
        private final boolean isOn;
        private boolean complete;
        private ListState<Boolean> state;

        Mark(String name, boolean isOn) {
            this.name = name;
            this.isOn = isOn;
        }

        void restore(StateInitializationContext context) throws Exception {
            state =
                    context.getOperatorStateStore()
                            .getUnionListState(
                                    new ListStateDescriptor<>(name, BooleanSerializer.INSTANCE));
            boolean found = false;
            complete = true;
            for (boolean restored : state.get()) {
                found = true;
                complete &= restored;
            }
            complete &= found || !context.isRestored();
        }

        void snapshot() throws Exception {
            state.clear();
            state.add(isOn);
        }
    }

    void restore(StateInitializationContext context) throws Exception {
        expiry.restore(context);
        silence.restore(context);
    }

    /**
     * The keys that have slabs but lack timers: all keys if the state comes from a job that set
     * none, else none. Timers that look for silences fire early enough for expiry too. Reading the
     * keys scans the whole state once.
     */
    Stream<String> keysWithoutTimers(KeyedStateBackend<String> backend, String slabState) {
        boolean lacks = silence.isOn ? !silence.complete : expiry.isOn && !expiry.complete;
        return lacks ? backend.getKeys(slabState, VoidNamespace.INSTANCE) : Stream.empty();
    }

    void snapshot() throws Exception {
        expiry.snapshot();
        silence.snapshot();
    }
}
