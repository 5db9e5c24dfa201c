package io.undercurrent.benchmarks.pipeline;

import io.undercurrent.benchmarks.local.CountedRocksDb;
import io.undercurrent.benchmarks.local.LocalJob;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.SubtaskStateStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats;

/**
 * What one run wrote to keep its state.
 *
 * @param rocksDb what RocksDB wrote in the measured part; nothing on the heap
 * @param checkpointBytes of all checkpoints of the run, of incremental ones the new part
 * @param pauses how long each checkpoint stopped a task, milliseconds: the longest of its tasks
 */
record Stored(CountedRocksDb.Written rocksDb, long checkpointBytes, List<Double> pauses) {
    static Stored of(LocalJob job, CountedRocksDb.Written before) throws Exception {
        CountedRocksDb.Written written = CountedRocksDb.written().since(before);
        long bytes = 0;
        List<Double> pauses = new ArrayList<>();
        for (AbstractCheckpointStats each : job.checkpoints().getHistory().getCheckpoints()) {
            if (each instanceof CompletedCheckpointStats completed) {
                bytes += completed.getCheckpointedSize();
                pauses.add(pause(completed));
            }
        }
        return new Stored(written, bytes, pauses);
    }

    private static double pause(CompletedCheckpointStats checkpoint) {
        long longest = 0;
        for (TaskStateStats task : checkpoint.getAllTaskStateStats()) {
            for (SubtaskStateStats instance : task.getSubtaskStats()) {
                longest = Math.max(longest, instance.getSyncCheckpointDuration());
            }
        }
        return longest;
    }
}
