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
 * Runs a stream, on Flink or on Kafka Streams. It is not named {@code Runtime}, because every class
 * already sees {@link java.lang.Runtime} under that name.
 *
 * <p>What writes results takes a {@link ResolvedStream}. What builds, exports, imports or reads
 * states takes the declaration with real brokers named, so that it needs no ids of results. {@link
 * #lock} is called before anything is started.
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
     * @return the name that {@code job.runtime} and {@code --runtime} use
     */
    String name();

    /**
     * Says where the key states are kept.
     *
     * @return the home; it decides which options can name a state
     */
    StateHome stateHome();

    /**
     * Prevents a second process on this machine from running the stream.
     *
     * @param spec the stream's declaration; its brokers may still be {@code embedded}
     * @return the lock, held until closed
     * @throws IllegalStateException if another process holds the lock; the message names what to
     *     change
     * @throws IOException if a lock file cannot be written
     */
    RunLock lock(StreamSpec spec) throws IOException;

    /**
     * Loads a model from a place that this runtime can read.
     *
     * @param uri {@code bundled:NAME}, a path, or another URI that this runtime reads
     * @return the model
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there is no model, or this runtime cannot read it from
     *     there
     */
    SequenceModel loadModel(String uri) throws IOException;

    /**
     * Runs the stream until the console's stop signal arrives or the stream fails permanently.
     *
     * @param stream the resolved stream
     * @param resume what the run starts from
     * @param console prints lines for the user and provides the stop signal
     * @throws io.undercurrent.spec.option.SpecException if the declaration does not fit the brokers
     *     or the state
     * @throws Exception if the run fails
     */
    void run(ResolvedStream stream, ResumeRequest resume, Console console) throws Exception;

    /**
     * Writes all key states into one Avro file.
     *
     * @param request the key states and the file
     * @param console prints lines for the user
     * @throws Exception if the state cannot be read or the file cannot be written
     */
    void exportStates(ExportRequest request, Console console) throws Exception;

    /**
     * Imports a file's key states into the stream; {@link #run} then starts from them.
     *
     * @param request the stream and the file
     * @param console prints lines for the user
     * @throws Exception if the stream already has a state, or the file does not fit the stream
     */
    void importStates(ImportRequest request, Console console) throws Exception;

    /**
     * Lists the states of a folder of checkpoints.
     *
     * @param folder the folder, a path or a URI
     * @return the states, newest first
     * @throws IllegalArgumentException if this runtime keeps no checkpoints
     * @throws Exception if the folder cannot be read
     */
    List<SavedState> statesIn(String folder) throws Exception;

    /**
     * Lists the states of a stream.
     *
     * @param spec the stream's declaration, with real brokers named
     * @return the states, newest first
     * @throws Exception if the folder or the brokers cannot be read
     */
    List<SavedState> statesOf(StreamSpec spec) throws Exception;

    /**
     * Finds one key's state in a checkpoint.
     *
     * @param from a checkpoint, or a folder of checkpoints, of which the newest is read
     * @param key the key
     * @return the key's state
     * @throws IllegalArgumentException if there is no such key, or this runtime keeps no
     *     checkpoints
     * @throws Exception if the state cannot be read
     */
    SavedKey savedKey(String from, String key) throws Exception;

    /**
     * Builds every key's state from the topic's history; {@link #run} then starts from it.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param fresh whether to discard key states of earlier runs
     * @param console prints lines for the user
     * @throws IllegalArgumentException if this runtime cannot do that; the message names the
     *     alternative
     * @throws Exception if the history cannot be read
     */
    void bootstrap(StreamSpec spec, boolean fresh, Console console) throws Exception;

    /**
     * Says which state a run starts from.
     *
     * @param fresh whether to discard key states of earlier runs
     * @param acceptGap whether to start even if the source records that follow are no longer on the
     *     brokers
     * @param from a checkpoint or savepoint; empty for the newest state
     */
    record ResumeRequest(boolean fresh, boolean acceptGap, Optional<String> from) {}

    /**
     * A request to export key states.
     *
     * @param from a checkpoint, or a folder of checkpoints, of which the newest is read; present if
     *     the runtime's state home is {@link StateHome#CHECKPOINTS}
     * @param spec the stream's declaration; present if the state home is {@link StateHome#BROKERS}
     * @param file the file to write; it appears only once it is complete
     */
    record ExportRequest(Optional<String> from, Optional<StreamSpec> spec, Path file) {}

    /**
     * A request to import key states.
     *
     * @param spec the declaration of the stream that receives the key states
     * @param states the checked file
     * @param fresh whether to discard key states of earlier runs
     * @param acceptGap whether to import even if the source records that follow are no longer on
     *     the brokers
     */
    record ImportRequest(StreamSpec spec, CheckedStates states, boolean fresh, boolean acceptGap) {}

    /**
     * A state that a run can start from.
     *
     * @param place a checkpoint's path, or a changelog topic's name
     * @param detail further details of the runtime, for the user
     */
    record SavedState(String place, String detail) {}

    /**
     * One key's state, as stored in a checkpoint.
     *
     * @param place the checkpoint's path
     * @param identity the weights, fields and options that the state belongs to, as the job
     *     describes them
     * @param slab the encoded slab
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and never compared
    record SavedKey(String place, String identity, byte[] slab) {}
}
