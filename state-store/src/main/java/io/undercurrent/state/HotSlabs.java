package io.undercurrent.state;

import io.undercurrent.scorer.Slab;
import io.undercurrent.stream.keystates.SharedSlabs;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.RunnableFuture;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.state.AsyncSnapshotCallable;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.DoneFuture;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;

/**
 * The slabs that a checkpoint contains beside RocksDB's files, as the operator's raw keyed state:
 * Flink moves it with its key groups when the job is rescaled. They replace what RocksDB has of
 * their keys. Savepoints have none.
 *
 * <p>A key group's part has a magic number, the number of slabs, and then each key with its slab.
 */
public final class HotSlabs {
    /** Raw keyed state of another kind, such as Flink's timers, begins differently. */
    private static final int MAGIC = 0x55434831; // "UCH1"

    private HotSlabs() {}

    /** Receives what a checkpoint contains. */
    @FunctionalInterface
    public interface Consumer {
        /**
         * Takes one slab.
         *
         * @param key its key
         * @param slab the slab
         * @throws Exception if it cannot be taken
         */
        void take(String key, Slab slab) throws Exception;
    }

    /**
     * Adds slabs to an operator's checkpoint. Another thread writes them while events continue;
     * Flink's own way to write raw keyed state would stop the stream.
     *
     * @param slabs what is written, and released afterwards
     * @param operator whose checkpoint it is
     * @param files where the checkpoint's files are created
     * @param checkpoint the operator's other parts; receives the writing, for Flink to run
     * @throws IOException if the task has ended
     */
    public static void add(
            SharedSlabs slabs,
            AbstractStreamOperator<?> operator,
            CheckpointStreamFactory files,
            OperatorSnapshotFutures checkpoint)
            throws IOException {
        checkpoint.setKeyedStateRawFuture(
                writing(
                        slabs,
                        operator.getRuntimeContext().getTaskInfo(),
                        files,
                        operator.getContainingTask().getCancelables()));
    }

    private static RunnableFuture<SnapshotResult<KeyedStateHandle>> writing(
            SharedSlabs slabs,
            TaskInfo instance,
            CheckpointStreamFactory files,
            CloseableRegistry task)
            throws IOException {
        if (slabs.size() == 0) {
            slabs.release();
            return DoneFuture.of(SnapshotResult.empty());
        }
        int maxParallelism = instance.getMaxNumberOfParallelSubtasks();
        KeyGroupRange groups =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        maxParallelism,
                        instance.getNumberOfParallelSubtasks(),
                        instance.getIndexOfThisSubtask());
        return new Writing(slabs, groups, maxParallelism, files).toAsyncSnapshotFutureTask(task);
    }

    /**
     * Reads the part of one key group.
     *
     * @param group its stream, at the beginning of the part
     * @param slabs takes each key and slab
     * @throws Exception if the part is damaged or of another kind, or a slab cannot be taken
     */
    public static void read(InputStream group, Consumer slabs) throws Exception {
        var in = new DataInputViewStreamWrapper(group);
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "key states of a checkpoint begin with 0x%08x instead of 0x%08x: they are damaged, or of a newer version",
                            magic,
                            MAGIC));
        }
        var serializer = new SlabSerializer();
        for (int left = in.readInt(); left > 0; left--) {
            String key = StringSerializer.INSTANCE.deserialize(in);
            slabs.take(key, serializer.deserialize(in));
        }
    }

    private static final class Writing
            extends AsyncSnapshotCallable<SnapshotResult<KeyedStateHandle>> {
        private final SharedSlabs slabs;
        private final KeyGroupRange groups;
        private final int maxParallelism;
        private final CheckpointStreamFactory files;

        Writing(
                SharedSlabs slabs,
                KeyGroupRange groups,
                int maxParallelism,
                CheckpointStreamFactory files) {
            this.slabs = slabs;
            this.groups = groups;
            this.maxParallelism = maxParallelism;
            this.files = files;
        }

        @Override
        protected SnapshotResult<KeyedStateHandle> callInternal() throws Exception {
            CheckpointStateOutputStream out =
                    files.createCheckpointStateOutputStream(CheckpointedStateScope.EXCLUSIVE);
            Closeable registered = out;
            snapshotCloseableRegistry.registerCloseable(registered);
            long[] offsets = writeAll(out);
            if (!snapshotCloseableRegistry.unregisterCloseable(registered)) {
                throw new IOException("the checkpoint was cancelled");
            }
            var all = new KeyGroupRangeOffsets(groups, offsets);
            return SnapshotResult.of(new KeyGroupsStateHandle(all, out.closeAndGetHandle()));
        }

        private long[] writeAll(CheckpointStateOutputStream out) throws IOException {
            int[][] members = members();
            long[] offsets = new long[members.length];
            Arrays.fill(offsets, KeyedStateCheckpointOutputStream.NO_OFFSET_SET);
            var target = new DataOutputViewStreamWrapper(out);
            var serializer = new SlabSerializer();
            for (int group = 0; group < members.length; group++) {
                if (members[group].length > 0) {
                    offsets[group] = out.getPos();
                    write(members[group], serializer, target);
                    target.flush();
                }
            }
            return offsets;
        }

        private void write(int[] members, SlabSerializer serializer, DataOutputView target)
                throws IOException {
            target.writeInt(MAGIC);
            target.writeInt(members.length);
            for (int i : members) {
                StringSerializer.INSTANCE.serialize(slabs.key(i), target);
                serializer.serialize(slabs.slab(i), target);
                slabs.done(i);
            }
        }

        /** The slabs of each key group, by their numbers. */
        private int[][] members() {
            int[] groupOf = new int[slabs.size()];
            int[] sizes = new int[groups.getNumberOfKeyGroups()];
            for (int i = 0; i < groupOf.length; i++) {
                groupOf[i] =
                        KeyGroupRangeAssignment.assignToKeyGroup(slabs.key(i), maxParallelism)
                                - groups.getStartKeyGroup();
                sizes[groupOf[i]]++;
            }
            int[][] members = new int[sizes.length][];
            for (int group = 0; group < sizes.length; group++) {
                members[group] = new int[sizes[group]];
            }
            for (int i = 0; i < groupOf.length; i++) {
                members[groupOf[i]][--sizes[groupOf[i]]] = i;
            }
            return members;
        }

        @Override
        protected void cleanupProvidedResources() {
            slabs.release();
        }
    }
}
