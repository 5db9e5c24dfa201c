package io.undercurrent.job.runtime;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.brokers.OwnerLease;
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

/** Checks a stream before its job runs, or before a state is created for it. */
public final class JobChecks {
    private final StreamSpec spec;
    private final Console console;

    /**
     * Creates the checks of one stream.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param console receives the model's description, created topics and warnings
     */
    public JobChecks(StreamSpec spec, Console console) {
        this.spec = spec;
        this.console = console;
    }

    /**
     * Prevents a second process on this machine from using the stream's folder and transactional
     * ids.
     *
     * @param spec the stream's declaration; its brokers may still be embedded
     * @return the lock, held until closed
     * @throws IllegalStateException if another process holds the lock; the message names what to
     *     change
     * @throws IOException if a lock file cannot be written
     */
    public static RunLock lock(StreamSpec spec) throws IOException {
        Optional<Path> folder = FolderUri.local(spec.checkpoint().folder());
        String servers = spec.kafka().get("bootstrap.servers");
        String scope = spec.embeddedKafka() ? String.valueOf(folder.orElse(null)) : servers;
        return RunLock.take(folder.orElse(null), scope, spec.sink().transactionalIdPrefix());
    }

    /**
     * Checks that no cluster runs this job, loads the model, so that a misfit is found before any
     * work, and compares the declaration with the brokers.
     *
     * @throws IllegalStateException if a job that {@code submit} started uses the folder
     * @throws SpecException if another job owns the transactional-id prefix, wherever it runs
     * @throws IOException if the model cannot be read
     * @throws Exception if Flink's own configuration cannot be read
     */
    public void check() throws Exception {
        check(Map.of());
    }

    /**
     * As {@link #check()}, with options of Flink's client from the user.
     *
     * @param flinkProperties options such as those of TLS
     * @throws Exception as {@link #check()}, and if Flink rejects the options
     */
    public void check(Map<String, String> flinkProperties) throws Exception {
        ClusterJobRecord.refuseRunning(spec.checkpoint().folder(), flinkProperties, console::say);
        checkStream();
        OwnerLease.refuseOther(spec, console::say);
    }

    /**
     * As {@link #check()}, without the check for a cluster's job: for a job on a cluster that is to
     * be replaced.
     *
     * @throws IOException if the model cannot be read
     * @throws InterruptedException if the thread is interrupted
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
     * Fails if the folder contains a state already: {@code run} resumes from the newest state, and
     * might not use the one that is to be created.
     *
     * @param fresh whether existing states will be discarded
     * @throws IOException if the folder cannot be read
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
                                    "checkpoint.folder = %s: holds the state %s already, which run resumes from; name another folder, or discard it with --fresh",
                                    folder,
                                    there.get().path())));
        }
    }

    /**
     * Discards the states in the folder if the user asked for it. Callers run all other checks
     * before.
     *
     * @param fresh whether the user asked for it
     * @throws IOException if the folder cannot be changed
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
