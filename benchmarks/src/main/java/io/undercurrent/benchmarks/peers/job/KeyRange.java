package io.undercurrent.benchmarks.peers.job;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** Which keys belong to a task. */
public final class KeyRange {
    private final KeyGroupRange range;
    private final int groups;

    public KeyRange(TaskInfo task) {
        groups = task.getMaxNumberOfParallelSubtasks();
        range =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        groups, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    }

    public boolean has(String key) {
        return range.contains(KeyGroupRangeAssignment.assignToKeyGroup(key, groups));
    }
}
