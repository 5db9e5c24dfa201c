package io.undercurrent.cli.run;

import io.undercurrent.command.Brokers;
import io.undercurrent.command.InputFile;
import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.KeyOptions;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.RunLock;
import io.undercurrent.stream.registry.SchemaChecks;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        StreamSpec declared = SchemaChecks.resolve(StreamSpec.load(file));
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
     * Loads the model, so that what does not fit is refused before any work, and compares the
     * declaration with the brokers; makes sure that no cluster runs this job.
     *
     * @param say is told of the model, of what was created and of what to mind
     * @throws IllegalStateException where a job that {@code submit} started uses the folder
     * @throws IOException where the model cannot be read
     * @throws Exception where Flink's own configuration cannot be read
     */
    public void check(Consumer<String> say) throws Exception {
        check(Map.of(), say);
    }

    /**
     * As {@link #check(Consumer)}, where the user names options of Flink's client.
     *
     * @param flinkProperties such as those of TLS
     * @param say is told of the model, of what was created and of what to mind
     * @throws Exception as {@link #check(Consumer)}, and where Flink refuses the options
     */
    public void check(Map<String, String> flinkProperties, Consumer<String> say) throws Exception {
        OnCluster.refuseRunning(spec().checkpoint().folder(), flinkProperties, say);
        checkStream(say);
    }

    /**
     * The same for a job that runs on a cluster and is to be replaced.
     *
     * @param say is told of the model, of what was created and of what to mind
     * @throws IOException where the model cannot be read
     * @throws InterruptedException where the thread is interrupted
     */
    public void checkStream(Consumer<String> say) throws IOException, InterruptedException {
        SequenceModel model = ModelFiles.load(spec().model());
        Scorer scorer = new Scorer(model, StreamOptions.scorer(spec()), 1);
        say.accept(
                String.format(
                        Locale.ROOT, "model %s, state %s", model.id(), scorer.layout().describe()));
        for (String topic : new BrokerChecks(spec()).check()) {
            say.accept("created topic " + topic);
        }
        if (spec().source().key().from() == KeyOptions.From.FIELD) {
            say.accept(
                    "warning: source.key.from = field: where one key's events come from several partitions, their order of arrival decides, and a replay may differ");
        }
    }

    /**
     * Makes sure that a state may be made here: {@code run} goes on from the newest, so there must
     * be none that it would take instead.
     *
     * @param fresh whether what is there will be discarded
     * @throws IOException where the folder cannot be read
     */
    public void checkEmpty(boolean fresh) throws IOException {
        String folder = spec().checkpoint().folder();
        Optional<CheckpointFolder.Found> there =
                fresh ? Optional.empty() : CheckpointFolder.newest(folder);
        if (there.isPresent()) {
            throw new SpecException(
                    List.of(
                            String.format(
                                    Locale.ROOT,
                                    "checkpoint.folder = %s: holds the state %s already, which run goes on from; name another folder, or discard it with --fresh",
                                    folder,
                                    there.get().path())));
        }
    }

    /**
     * Discards the states in the folder, where that was asked for; everything else is checked then.
     *
     * @param fresh whether it was
     * @param say is told how many there were
     * @throws IOException where the folder cannot be changed
     */
    public void discard(boolean fresh, Consumer<String> say) throws IOException {
        if (fresh) {
            int discarded = Folders.discard(spec().checkpoint().folder());
            say.accept(
                    String.format(
                            Locale.ROOT,
                            "discarded %d folders of checkpoints and savepoints",
                            discarded));
        }
    }

    @Override
    public void close() throws IOException {
        brokers.close();
        lock.close();
    }
}
