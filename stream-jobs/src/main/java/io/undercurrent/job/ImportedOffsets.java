package io.undercurrent.job;

import io.undercurrent.stream.brokers.StartOffsets;
import java.util.Locale;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Keeps the {@link StartOffsets} of an imported state in the scoring operator's state, because only
 * the Kafka source can write a source's state. The code that builds the job reads them from the
 * savepoint and passes them to the source, and the operator compares both.
 *
 * <p>The job keeps them in its checkpoints, because a checkpoint may be taken before the source has
 * used them. After that, the source's own state decides.
 */
final class ImportedOffsets {
    private final StartOffsets start;
    private ListState<String> state;

    ImportedOffsets(StartOffsets start) {
        this.start = start;
    }

    /** The operator state's name must never change. */
    static ListStateDescriptor<String> descriptor() {
        return new ListStateDescriptor<>("start-offsets", StringSerializer.INSTANCE);
    }

    /** Fails, without restarts, if the source does not start where the restored state ends. */
    void restore(StateInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getUnionListState(descriptor());
        StartOffsets restored = StartOffsets.of(state.get());
        if (!restored.offsets().isEmpty() && !restored.equals(start)) {
            throw new SuppressRestartsException(
                    new StartOffsetsException(
                            String.format(
                                    Locale.ROOT,
                                    "the restored state ends at %s, the source was told to begin at %s: start it with undercurrent run, or with the cluster jar and -s of Flink's client, which read the offsets from the savepoint",
                                    restored.entries(),
                                    start.entries())));
        }
    }

    void snapshot() throws Exception {
        state.update(start.entries());
    }
}
