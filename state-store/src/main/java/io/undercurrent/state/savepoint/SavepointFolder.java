package io.undercurrent.state.savepoint;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle.Mode;

/**
 * Reads a complete checkpoint or savepoint without a job: its metadata and the small lists that
 * operators keep.
 */
public final class SavepointFolder {
    private final String path;
    private final CheckpointMetadata metadata;

    private SavepointFolder(String path, CheckpointMetadata metadata) {
        this.path = path;
        this.metadata = metadata;
    }

    /**
     * Reads the metadata.
     *
     * @param path the folder of one checkpoint or savepoint, as a URI that Flink's file systems
     *     reach
     * @return the checkpoint or savepoint
     * @throws IOException if the file system fails
     * @throws IllegalArgumentException if the folder holds none, or its metadata is damaged
     */
    public static SavepointFolder open(String path) throws IOException {
        Path file = new Path(new Path(URI.create(path)), "_metadata");
        FileSystem files = file.getFileSystem();
        if (!files.exists(file)) {
            throw new IllegalArgumentException(
                    path
                            + ": no checkpoint and no savepoint, it has no file _metadata; name the folder that holds one");
        }
        try (InputStream in = files.open(file);
                DataInputStream data = new DataInputStream(in)) {
            return new SavepointFolder(path, read(path, data));
        }
    }

    private static CheckpointMetadata read(String path, DataInputStream data) {
        try {
            return Checkpoints.loadCheckpointMetadata(
                    data, SavepointFolder.class.getClassLoader(), path);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    path + ": its _metadata cannot be read (" + e + "); name an earlier one", e);
        }
    }

    /**
     * Returns the folder's path.
     *
     * @return the path that was opened
     */
    public String path() {
        return path;
    }

    /**
     * Reads an operator's list state, with the parts of all instances.
     *
     * @param uid the operator's uid
     * @param list the list's name and serializer
     * @param <T> the type of the elements
     * @return the elements; empty if the operator or the list does not exist
     * @throws Exception if the state cannot be read
     */
    public <T> List<T> list(String uid, ListStateDescriptor<T> list) throws Exception {
        List<T> elements = new ArrayList<>();
        Optional<OperatorState> operator = operator(uid);
        if (operator.isEmpty()) {
            return elements;
        }
        for (OperatorSubtaskState subtask : operator.get().getStates()) {
            List<OperatorStateHandle> handles = new ArrayList<>(subtask.getManagedOperatorState());
            handles.removeIf(h -> !h.getStateNameToPartitionOffsets().containsKey(list.getName()));
            if (!handles.isEmpty()) {
                read(handles, list, elements);
            }
        }
        return elements;
    }

    private static <T> void read(
            List<OperatorStateHandle> handles, ListStateDescriptor<T> list, List<T> into)
            throws Exception {
        try (CloseableRegistry registry = new CloseableRegistry()) {
            DefaultOperatorStateBackend backend =
                    new DefaultOperatorStateBackendBuilder(
                                    SavepointFolder.class.getClassLoader(),
                                    new ExecutionConfig(),
                                    false,
                                    handles,
                                    registry)
                            .build();
            try {
                boolean union =
                        handles.stream()
                                .map(h -> h.getStateNameToPartitionOffsets().get(list.getName()))
                                .anyMatch(s -> s.getDistributionMode() == Mode.UNION);
                (union ? backend.getUnionListState(list) : backend.getListState(list))
                        .get()
                        .forEach(into::add);
            } finally {
                backend.dispose();
            }
        }
    }

    /**
     * Rewrites the metadata with only one operator. Otherwise a source that only produced the state
     * would have to be part of the job that restores it.
     *
     * @param uid the uid of the operator to keep
     * @throws IOException if the folder cannot be written
     */
    public void keepOnly(String uid) throws IOException {
        write(operator(uid).map(List::of).orElseThrow());
    }

    /**
     * Rewrites the metadata without one operator and without some lists of another, which belong
     * only to the topic that was read so far.
     *
     * @param uid the uid of the operator whose whole state is removed
     * @param other the uid of the operator that loses only the lists
     * @param lists the names of the lists to remove
     * @throws IOException if the folder cannot be written
     */
    public void forget(String uid, String other, Collection<String> lists) throws IOException {
        List<OperatorState> kept = new ArrayList<>();
        for (OperatorState operator : metadata.getOperatorStates()) {
            if (operator.getOperatorUid().filter(other::equals).isPresent()) {
                kept.add(OperatorLists.without(operator, lists));
            } else if (operator.getOperatorUid().filter(uid::equals).isEmpty()) {
                kept.add(operator);
            }
        }
        write(kept);
    }

    private void write(Collection<OperatorState> operators) throws IOException {
        CheckpointMetadata one =
                new CheckpointMetadata(
                        metadata.getCheckpointId(),
                        operators,
                        List.of(),
                        metadata.getCheckpointProperties());
        Path folder = new Path(URI.create(path));
        Path next = new Path(folder, "_metadata.next");
        Path file = new Path(folder, "_metadata");
        FileSystem files = file.getFileSystem();
        try (OutputStream out = files.create(next, WriteMode.OVERWRITE)) {
            Checkpoints.storeCheckpointMetadata(one, out);
        }
        files.delete(file, false);
        if (!files.rename(next, file)) {
            throw new IOException(
                    String.format(Locale.ROOT, "%s cannot be renamed to %s", next, file));
        }
    }

    /** The parts of an operator's keyed state. */
    List<KeyedStateHandle> keyed(String uid) {
        List<KeyedStateHandle> handles = new ArrayList<>();
        operator(uid)
                .ifPresent(
                        o -> o.getStates().forEach(s -> handles.addAll(s.getManagedKeyedState())));
        return handles;
    }

    /** The parts of an operator's keyed state that it wrote itself. */
    List<KeyGroupsStateHandle> rawKeyed(String uid) {
        List<KeyGroupsStateHandle> handles = new ArrayList<>();
        operator(uid).stream()
                .flatMap(o -> o.getStates().stream())
                .flatMap(s -> s.getRawKeyedState().stream())
                .forEach(handle -> handles.add((KeyGroupsStateHandle) handle));
        return handles;
    }

    /** An operator's state without {@link #rawKeyed}, which Flink would take for timers. */
    OperatorState withoutRawKeyed(String uid) {
        OperatorState operator = operator(uid).orElseThrow();
        OperatorState copy = OperatorLists.empty(operator);
        operator.getSubtaskStates()
                .forEach(
                        (index, subtask) ->
                                copy.putState(
                                        index,
                                        subtask.toBuilder()
                                                .setRawKeyedState(StateObjectCollection.empty())
                                                .build()));
        return copy;
    }

    private Optional<OperatorState> operator(String uid) {
        return metadata.getOperatorStates().stream()
                .filter(o -> o.getOperatorUid().filter(uid::equals).isPresent())
                .findFirst();
    }
}
