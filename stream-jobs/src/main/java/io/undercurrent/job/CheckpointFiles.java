package io.undercurrent.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.AbstractChannelStateHandle;
import org.apache.flink.runtime.state.AbstractMergedChannelStateHandle;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;

/**
 * Checks whether all files that a checkpoint's metadata names exist and have their full length. It
 * costs one status request per file. The contents are not read, so a flipped byte is found only
 * when the state is restored, by the checksums of slabs and of RocksDB.
 */
final class CheckpointFiles {
    private CheckpointFiles() {}

    /** Describes the first missing or truncated file; empty if there is none. */
    static Optional<String> damage(CheckpointMetadata metadata) throws IOException {
        Map<Path, Long> lengths = new LinkedHashMap<>();
        for (OperatorState operator : metadata.getOperatorStates()) {
            for (OperatorSubtaskState subtask : operator.getStates()) {
                for (StateObject part : parts(subtask)) {
                    handles(part).forEach(handle -> add(handle, lengths));
                }
            }
        }
        for (Map.Entry<Path, Long> file : lengths.entrySet()) {
            Optional<String> damage = damage(file.getKey(), file.getValue());
            if (damage.isPresent()) {
                return damage;
            }
        }
        return Optional.empty();
    }

    private static List<StateObject> parts(OperatorSubtaskState subtask) {
        List<StateObject> parts = new ArrayList<>();
        parts.addAll(subtask.getManagedOperatorState());
        parts.addAll(subtask.getRawOperatorState());
        parts.addAll(subtask.getManagedKeyedState());
        parts.addAll(subtask.getRawKeyedState());
        parts.addAll(subtask.getInputChannelState());
        parts.addAll(subtask.getUpstreamOutputBufferState());
        parts.addAll(subtask.getResultSubpartitionState());
        return parts;
    }

    private static List<StreamStateHandle> handles(StateObject part) {
        if (part instanceof StreamStateHandle stream) {
            return List.of(stream);
        }
        if (part instanceof IncrementalRemoteKeyedStateHandle incremental) {
            return incremental.streamSubHandles().toList();
        }
        if (part instanceof AbstractChannelStateHandle<?> channel) {
            return List.of(channel.getDelegate());
        }
        if (part instanceof AbstractMergedChannelStateHandle<?, ?> channels) {
            return List.of(channels.getDelegate());
        }
        return List.of(); // kinds of state that this job's backends do not write
    }

    /** Adds a file; small state is inside the metadata and has no path. */
    private static void add(StreamStateHandle handle, Map<Path, Long> lengths) {
        handle.maybeGetPath()
                .ifPresent(path -> lengths.merge(path, handle.getStateSize(), Math::max));
    }

    private static Optional<String> damage(Path file, long length) throws IOException {
        long found;
        try {
            found = file.getFileSystem().getFileStatus(file).getLen();
        } catch (FileNotFoundException e) {
            return Optional.of(String.format(Locale.ROOT, "its file %s is missing", file));
        }
        return found < length
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "its file %s has %d bytes instead of %d",
                                file,
                                found,
                                length))
                : Optional.empty();
    }
}
