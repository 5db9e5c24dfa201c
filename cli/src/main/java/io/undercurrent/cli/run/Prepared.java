package io.undercurrent.cli.run;

import io.undercurrent.cli.input.InputFile;
import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.embedded.RunLock;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A stream whose folder belongs to this process and whose brokers are there: what {@code run} and
 * the commands that make a state for it begin with.
 */
public final class Prepared implements AutoCloseable {
    private final RunLock lock;
    private final Brokers brokers;

    private Prepared(RunLock lock, Brokers brokers) {
        this.lock = lock;
        this.brokers = brokers;
    }

    /**
     * Takes the folder's lock and finds, or starts, the brokers.
     *
     * @param file a stream.yaml
     * @param say is told of a broker in this process
     * @return what is to be closed at the end
     * @throws IOException where the file cannot be read
     * @throws SpecException where it is refused
     */
    public static Prepared of(Path file, Consumer<String> say) throws IOException {
        InputFile.check(file);
        StreamSpec declared = StreamSpec.load(file);
        Optional<Path> folder = Folders.local(declared.checkpoint().folder());
        String prefix = declared.sink().transactionalIdPrefix();
        String servers = declared.kafka().get("bootstrap.servers");
        String scope = declared.embeddedKafka() ? String.valueOf(folder.orElse(null)) : servers;
        RunLock lock = RunLock.take(folder.orElse(null), scope, prefix);
        try {
            Brokers brokers = Brokers.of(declared, folder);
            brokers.describe().ifPresent(say);
            return new Prepared(lock, brokers);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /**
     * The stream.
     *
     * @return its declaration, with real brokers named
     */
    public StreamSpec spec() {
        return brokers.spec();
    }

    /**
     * Makes sure that a state may be made here: {@code run} goes on from the newest, so there must
     * be none that it would take instead.
     *
     * @param fresh whether what is there is discarded
     * @param say is told what was discarded
     * @throws IOException where the folder cannot be read or changed
     */
    public void emptyFolder(boolean fresh, Consumer<String> say) throws IOException {
        String folder = spec().checkpoint().folder();
        if (fresh) {
            say.accept(
                    "discarded %d folders of checkpoints and savepoints"
                            .formatted(Folders.discard(folder)));
        }
        Optional<CheckpointFolder.Found> there = CheckpointFolder.newest(folder);
        if (there.isPresent()) {
            throw new SpecException(
                    List.of(
                            "checkpoint.folder = %s: holds the state %s already, which run goes on from; name another folder, or discard it with --fresh"
                                    .formatted(folder, there.get().path())));
        }
    }

    @Override
    public void close() throws IOException {
        brokers.close();
        lock.close();
    }
}
