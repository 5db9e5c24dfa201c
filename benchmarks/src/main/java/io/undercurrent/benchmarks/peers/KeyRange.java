package io.undercurrent.benchmarks.peers;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** Which keys belong to a task. */
final class KeyRange {
    private final KeyGroupRange range;
    private final int groups;

    KeyRange(TaskInfo task) {
        groups = task.getMaxNumberOfParallelSubtasks();
        range =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        groups, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    }

    boolean has(String key) {
        return range.contains(KeyGroupRangeAssignment.assignToKeyGroup(key, groups));
    }
}
