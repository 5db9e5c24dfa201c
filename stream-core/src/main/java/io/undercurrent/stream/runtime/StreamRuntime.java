package io.undercurrent.stream.runtime;

import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.RunLock;
import io.undercurrent.stream.portable.CheckedStates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What runs a stream: Flink or Kafka Streams. The name is not {@code Runtime}, which every class
 * sees as {@link java.lang.Runtime} already.
 *
 * <p>All specs that a runtime gets name real brokers: an embedded one has been started before.
 */
public interface StreamRuntime {
    /** Where a runtime keeps the key states between two runs. */
    enum StateHome {
        /** In a folder of checkpoints and savepoints, which {@code --from} can name. */
        CHECKPOINTS,
        /** In changelog topics, which the declaration names. */
        BROKERS
    }

    /**
     * The runtime's name.
     *
     * @return what {@code job.runtime} and {@code --runtime} call it
     */
    String name();

    /**
     * Where the key states lie.
     *
     * @return the home, which decides on the options that name a state
     */
    StateHome stateHome();

    /**
     * Keeps a second process of this machine off the stream.
     *
     * @param spec the stream's declaration; its brokers may still be embedded ones
     * @return the lock, held until closed
     * @throws IllegalStateException where another process holds it, naming what to change
     * @throws IOException where a lock file cannot be written
     */
    RunLock lock(StreamSpec spec) throws IOException;

    /**
     * Loads a model from where this runtime can read files.
     *
     * @param uri {@code bundled:NAME}, a path, or another URI that this runtime reads
     * @return the model
     * @throws IOException where a file cannot be read
     * @throws IllegalArgumentException where there is no model, or it cannot be read from there
     */
    SequenceModel loadModel(String uri) throws IOException;

    /**
     * Runs the stream until it is told to stop, or fails for good.
     *
     * @param spec the stream's declaration
     * @param resume what the run starts from
     * @param console takes lines for the user and tells when to stop
     * @throws io.undercurrent.spec.SpecException where the declaration does not fit brokers or
     *     state
     * @throws Exception where the run fails
     */
    void run(StreamSpec spec, ResumeRequest resume, Console console) throws Exception;

    /**
     * Writes all key states into one Avro file.
     *
     * @param request which key states, and which file
     * @param console takes lines for the user
     * @throws Exception where the state cannot be read or the file cannot be written
     */
    void exportStates(ExportRequest request, Console console) throws Exception;

    /**
     * Makes key states of a file the stream's own; {@link #run} then starts from them.
     *
     * @param request the stream and the file
     * @param console takes lines for the user
     * @throws Exception where the stream has a state already, or the file does not fit it
     */
    void importStates(ImportRequest request, Console console) throws Exception;

    /**
     * Lists the states of a folder of checkpoints.
     *
     * @param folder the folder, a path or a URI
     * @return the states, newest first
     * @throws IllegalArgumentException where this runtime keeps no checkpoints
     * @throws Exception where the folder cannot be read
     */
    List<SavedState> statesIn(String folder) throws Exception;

    /**
     * Lists the states of a stream.
     *
     * @param spec the stream's declaration, with real brokers named
     * @return the states, newest first
     * @throws Exception where folder or brokers cannot be asked
     */
    List<SavedState> statesOf(StreamSpec spec) throws Exception;

    /**
     * Finds one key's state in a checkpoint.
     *
     * @param from a checkpoint, or a folder of them of which the newest is read
     * @param key the key
     * @return the key's state
     * @throws IllegalArgumentException where there is no such key, or this runtime keeps no
     *     checkpoints
     * @throws Exception where the state cannot be read
     */
    SavedKey savedKey(String from, String key) throws Exception;

    /**
     * Builds every key's state from the topic's history; {@link #run} then starts from it.
     *
     * @param spec the stream's declaration
     * @param fresh whether key states of earlier runs are discarded
     * @param console takes lines for the user
     * @throws IllegalArgumentException where this runtime cannot do that, naming what to do instead
     * @throws Exception where the history cannot be read
     */
    void bootstrap(StreamSpec spec, boolean fresh, Console console) throws Exception;

    /**
     * What a run starts from.
     *
     * @param fresh whether key states of earlier runs are discarded
     * @param acceptGap whether the run may start although records that come next are no longer
     *     there
     * @param from a checkpoint or savepoint; empty for the newest state
     */
    record ResumeRequest(boolean fresh, boolean acceptGap, Optional<String> from) {}

    /**
     * An export of key states.
     *
     * @param from a checkpoint, or a folder of them of which the newest is read; there where the
     *     runtime's state home is {@link StateHome#CHECKPOINTS}
     * @param spec the stream's declaration; there where it is {@link StateHome#BROKERS}
     * @param file the file to write; it appears once it is complete
     */
    record ExportRequest(Optional<String> from, Optional<StreamSpec> spec, Path file) {}

    /**
     * An import of key states.
     *
     * @param spec the declaration of the stream that takes them
     * @param states the checked file
     * @param fresh whether key states of earlier runs are discarded
     * @param acceptGap whether they are taken although records that come next are no longer there
     */
    record ImportRequest(StreamSpec spec, CheckedStates states, boolean fresh, boolean acceptGap) {}

    /**
     * A state that a run can start from.
     *
     * @param place a checkpoint's path, or a changelog topic's name
     * @param detail what the runtime knows of it, for the user
     */
    record SavedState(String place, String detail) {}

    /**
     * One key's state as a checkpoint holds it.
     *
     * @param place the checkpoint's path
     * @param identity which weights, fields and options the state belongs to, in the job's own
     *     words
     * @param slab the encoded slab
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and never compared
    record SavedKey(String place, String identity, byte[] slab) {}
}
