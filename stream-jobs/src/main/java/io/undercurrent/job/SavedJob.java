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

/** The job as a checkpoint or savepoint holds it, read without running it. */
public final class SavedJob {
    /** As Flink's source operator calls the splits that its reader holds. */
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
     * @return what it holds
     * @throws IOException where the file system fails
     * @throws IllegalArgumentException where there is none, or its metadata is damaged
     */
    public static SavedJob open(String path) throws IOException {
        return new SavedJob(SavepointFolder.open(path));
    }

    /**
     * Where it lies.
     *
     * @return the path that was opened
     */
    public String path() {
        return folder.path();
    }

    /**
     * Which weights, fields and options the memories belong to.
     *
     * @return the job's own text of it
     * @throws Exception where the state cannot be read, or is not of this job
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
     * Where a job that restores it must be told to begin reading.
     *
     * @return offsets, or {@link StartOffsets#NONE} where the source's own state says it
     * @throws Exception where the state cannot be read
     */
    public StartOffsets startOffsets() throws Exception {
        return StartOffsets.of(folder.list(UndercurrentJob.SCORER_UID, ToldOffsets.descriptor()));
    }

    /**
     * The source records that come next, as the source's state says, or where that does not its
     * own.
     *
     * @return offsets of every partition that it knows; where nothing was read yet a marker below 0
     * @throws Exception where the state cannot be read
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
     * Leaves the scoring operator's state alone in it, so that the job restores it without what
     * made it.
     *
     * @throws IOException where the folder cannot be written
     */
    public void keepMemoriesOnly() throws IOException {
        folder.keepOnly(UndercurrentJob.SCORER_UID);
    }

    /**
     * Which topic the state was built from.
     *
     * @return the topic; nothing where an earlier build wrote the state
     * @throws Exception where the state cannot be read
     */
    public Optional<SourceTopic> source() throws Exception {
        return folder.list(UndercurrentJob.SCORER_UID, RestoredSource.descriptor()).stream()
                .findFirst()
                .map(SourceTopic::parse);
    }

    /**
     * Leaves the source's own state, its topic and told offsets out of it, so that the keys'
     * memories go on in another topic, which is read as {@code source.start} says. Transactions
     * that wait for their commit stay.
     *
     * @throws IOException where the folder cannot be written
     */
    public void forgetSource() throws IOException {
        folder.forget(
                UndercurrentJob.SOURCE_UID,
                UndercurrentJob.SCORER_UID,
                List.of(RestoredSource.NAME, ToldOffsets.descriptor().getName()));
    }

    /**
     * All keys' memories.
     *
     * @return keys and encoded slabs in no order; to be closed
     * @throws Exception where the state cannot be read
     */
    public CloseableIterator<KeySlab> slabs() throws Exception {
        return slabs(null);
    }

    /**
     * One key's memory; all state is read for it.
     *
     * @param key the key, or null for all
     * @return at most one key and its slab, or all; to be closed
     * @throws Exception where the state cannot be read
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
