package io.undercurrent.job.runtime;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.KeyOptions;
import io.undercurrent.spec.SpecException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.RunLock;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.FolderUri;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The checks before a job runs, or before a state is made for one. */
public final class JobChecks {
    private final StreamSpec spec;
    private final Console console;

    /**
     * The checks of one stream.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param console is told of the model, of what was created and of what to mind
     */
    public JobChecks(StreamSpec spec, Console console) {
        this.spec = spec;
        this.console = console;
    }

    /**
     * Keeps a second process of this machine off the stream's folder and its transactions.
     *
     * @param spec the stream's declaration; its brokers may still be embedded ones
     * @return the lock, held until closed
     * @throws IllegalStateException where another process holds it, naming what to change
     * @throws IOException where a lock file cannot be written
     */
    public static RunLock lock(StreamSpec spec) throws IOException {
        Optional<Path> folder = FolderUri.local(spec.checkpoint().folder());
        String servers = spec.kafka().get("bootstrap.servers");
        String scope = spec.embeddedKafka() ? String.valueOf(folder.orElse(null)) : servers;
        return RunLock.take(folder.orElse(null), scope, spec.sink().transactionalIdPrefix());
    }

    /**
     * Loads the model, so that what does not fit is refused before any work, and compares the
     * declaration with the brokers; makes sure that no cluster runs this job.
     *
     * @throws IllegalStateException where a job that {@code submit} started uses the folder
     * @throws IOException where the model cannot be read
     * @throws Exception where Flink's own configuration cannot be read
     */
    public void check() throws Exception {
        check(Map.of());
    }

    /**
     * As {@link #check()}, where the user names options of Flink's client.
     *
     * @param flinkProperties such as those of TLS
     * @throws Exception as {@link #check()}, and where Flink refuses the options
     */
    public void check(Map<String, String> flinkProperties) throws Exception {
        OnCluster.refuseRunning(spec.checkpoint().folder(), flinkProperties, console::say);
        checkStream();
    }

    /**
     * The same for a job that runs on a cluster and is to be replaced.
     *
     * @throws IOException where the model cannot be read
     * @throws InterruptedException where the thread is interrupted
     */
    public void checkStream() throws IOException, InterruptedException {
        SequenceModel model = ModelFiles.load(spec.model());
        Scorer scorer = new Scorer(model, StreamOptions.scorer(spec), 1);
        console.say(
                String.format(
                        Locale.ROOT, "model %s, state %s", model.id(), scorer.layout().describe()));
        for (String topic : new BrokerChecks(spec).check()) {
            console.say("created topic " + topic);
        }
        if (spec.source().key().from() == KeyOptions.From.FIELD) {
            console.say(
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
        String folder = spec.checkpoint().folder();
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
     * @throws IOException where the folder cannot be changed
     */
    public void discard(boolean fresh) throws IOException {
        if (fresh) {
            int discarded = Discard.states(spec.checkpoint().folder());
            console.say(
                    String.format(
                            Locale.ROOT,
                            "discarded %d folders of checkpoints and savepoints",
                            discarded));
        }
    }
}
