package io.undercurrent.job;

import io.undercurrent.state.savepoint.KeySlab;
import io.undercurrent.state.savepoint.SavepointFolder;
import io.undercurrent.state.savepoint.SavepointSlabs;
import io.undercurrent.stream.brokers.SourceTopic;
import io.undercurrent.stream.brokers.StartOffsets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.util.CloseableIterator;

/** Reads the job's state from a checkpoint or savepoint, without running the job. */
public final class SavedJob {
    /** The state in which Flink's source operator keeps its reader's splits. */
    private static final ListStateDescriptor<byte[]> SPLITS =
            new ListStateDescriptor<>("SourceReaderState", BytePrimitiveArraySerializer.INSTANCE);

    private final SavepointFolder folder;

    private SavedJob(SavepointFolder folder) {
        this.folder = folder;
    }

    /**
     * Opens a checkpoint or savepoint.
     *
     * @param path its folder, as a URI that Flink's file systems reach
     * @return the saved job
     * @throws IOException if the file system fails
     * @throws IllegalArgumentException if there is none, or its metadata is damaged
     */
    public static SavedJob open(String path) throws IOException {
        return new SavedJob(SavepointFolder.open(path));
    }

    /**
     * The folder of the checkpoint.
     *
     * @return the path that was opened
     */
    public String path() {
        return folder.path();
    }

    /**
     * The identity of the model that the key states belong to: weights, fields and options.
     *
     * @return the identity as the job writes it
     * @throws Exception if the state cannot be read, or is not of this job
     */
    public String model() throws Exception {
        List<String> texts = folder.list(UndercurrentJob.SCORER_UID, RestoredIdentity.descriptor());
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(
                    folder.path()
                            + ": no state of an Undercurrent job; name a checkpoint or savepoint that one made");
        }
        return texts.get(0);
    }

    /**
     * The offsets that must be passed to a job that restores this state.
     *
     * @return offsets, or {@link StartOffsets#NONE} if the source's own state contains them
     * @throws Exception if the state cannot be read
     */
    public StartOffsets startOffsets() throws Exception {
        return StartOffsets.of(
                folder.list(UndercurrentJob.SCORER_UID, ImportedOffsets.descriptor()));
    }

    /**
     * The offsets at which the source resumes: from the source's state, or from the imported
     * offsets for partitions that it does not contain.
     *
     * @return offsets of all known partitions; a marker below 0 if nothing was read from a
     *     partition yet
     * @throws Exception if the state cannot be read
     */
    public StartOffsets nextOffsets() throws Exception {
        Map<String, Long> next = new TreeMap<>(startOffsets().offsets());
        var serializer = new KafkaPartitionSplitSerializer();
        for (byte[] bytes : folder.list(UndercurrentJob.SOURCE_UID, SPLITS)) {
            KafkaPartitionSplit split =
                    SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, bytes);
            next.put(split.getTopicPartition().toString(), split.getStartingOffset());
        }
        return new StartOffsets(next);
    }

    /**
     * Keeps only the scoring operator's state in the savepoint, so that the job can restore it
     * without the operators that created it.
     *
     * @throws IOException if the folder cannot be written
     */
    public void keepKeyStatesOnly() throws IOException {
        folder.keepOnly(UndercurrentJob.SCORER_UID);
    }

    /**
     * The topic that the state was built from.
     *
     * @return the topic; empty if an earlier build wrote the state
     * @throws Exception if the state cannot be read
     */
    public Optional<SourceTopic> source() throws Exception {
        return folder.list(UndercurrentJob.SCORER_UID, RestoredSource.descriptor()).stream()
                .findFirst()
                .map(SourceTopic::parse);
    }

    /**
     * Removes the source's state, its topic and the imported offsets from the savepoint, so that
     * the key states are kept and another topic is read from {@code source.start}. Transactions
     * that wait for their commit are kept.
     *
     * @throws IOException if the folder cannot be written
     */
    public void forgetSource() throws IOException {
        folder.forget(
                UndercurrentJob.SOURCE_UID,
                UndercurrentJob.SCORER_UID,
                List.of(RestoredSource.NAME, ImportedOffsets.descriptor().getName()));
    }

    /**
     * All key states.
     *
     * @return keys and encoded slabs in no order; to be closed
     * @throws Exception if the state cannot be read
     */
    public CloseableIterator<KeySlab> slabs() throws Exception {
        return slabs(null);
    }

    /**
     * One key's state; finding it reads the whole state.
     *
     * @param key the key, or null for all
     * @return at most one key and its slab, or all; to be closed
     * @throws Exception if the state cannot be read
     */
    public CloseableIterator<KeySlab> slabs(String key) throws Exception {
        return SavepointSlabs.read(
                folder,
                UndercurrentJob.SCORER_UID,
                KeyedScoring.slabs(),
                () -> new EmbeddedRocksDBStateBackend(true),
                key);
    }
}
