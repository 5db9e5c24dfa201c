package io.undercurrent.state.savepoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle.StateMetaInfo;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;

/**
 * Removes some lists from an operator's state; their files stay, but nothing refers to them any
 * more.
 */
final class OperatorLists {
    private OperatorLists() {}

    static OperatorState without(OperatorState operator, Collection<String> lists) {
        OperatorState copy = empty(operator);
        operator.getSubtaskStates()
                .forEach((index, subtask) -> copy.putState(index, without(subtask, lists)));
        return copy;
    }

    /** The same operator without the states of its instances. */
    static OperatorState empty(OperatorState operator) {
        OperatorState copy =
                new OperatorState(
                        operator.getOperatorName().orElse(null),
                        operator.getOperatorUid().orElse(null),
                        operator.getOperatorID(),
                        operator.getParallelism(),
                        operator.getMaxParallelism());
        copy.setCoordinatorState(operator.getCoordinatorState());
        return copy;
    }

    private static OperatorSubtaskState without(
            OperatorSubtaskState subtask, Collection<String> lists) {
        List<OperatorStateHandle> kept = new ArrayList<>();
        for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
            Map<String, StateMetaInfo> offsets =
                    new HashMap<>(handle.getStateNameToPartitionOffsets());
            if (offsets.keySet().removeAll(lists)) {
                kept.add(new OperatorStreamStateHandle(offsets, handle.getDelegateStateHandle()));
            } else {
                kept.add(handle);
            }
        }
        return subtask.toBuilder()
                .setManagedOperatorState(new StateObjectCollection<>(kept))
                .build();
    }
}
