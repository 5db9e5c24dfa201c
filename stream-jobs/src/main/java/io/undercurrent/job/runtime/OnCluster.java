package io.undercurrent.job.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.job.session.SessionCluster;
import io.undercurrent.stream.runtime.FolderUri;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * Remembers in a checkpoint folder which cluster's job it belongs to. A process's lock ends with
 * the process, and that of {@code submit} does when the job begins: this keeps a later run on the
 * same folder from fencing the job, by asking the cluster.
 *
 * <p>It holds for folders of this machine's file system; where the cluster does not answer there is
 * a warning and no refusal, since that is what a cluster that is gone for good looks like too.
 */
public final class OnCluster {
    private static final String FILE = ".undercurrent.cluster";

    private OnCluster() {}

    /**
     * Remembers a job.
     *
     * @param folder the checkpoint folder, a path or a URI; nothing is written where it is not
     *     local
     * @param url the cluster's REST interface
     * @param job the job's id
     * @throws IOException where the file cannot be written
     */
    public static void remember(String folder, URI url, String job) throws IOException {
        Optional<Path> local = FolderUri.local(folder);
        if (local.isPresent()) {
            Files.writeString(local.get().resolve(FILE), url + "\n" + job + "\n", UTF_8);
        }
    }

    /**
     * Makes sure that no cluster runs the folder's job.
     *
     * @param folder the checkpoint folder, a path or a URI
     * @param flinkProperties options of Flink's client, such as those of TLS; those of Flink's own
     *     configuration in {@code FLINK_CONF_DIR} hold beside them
     * @param say is told where that cannot be known
     * @throws IllegalStateException where one does, naming the job
     * @throws IOException where the file cannot be read
     * @throws Exception where Flink refuses the options
     */
    static void refuseRunning(
            String folder, Map<String, String> flinkProperties, Consumer<String> say)
            throws Exception {
        Optional<Path> file = FolderUri.local(folder).map(local -> local.resolve(FILE));
        if (file.isEmpty() || !Files.exists(file.get())) {
            return;
        }
        List<String> lines = Files.readAllLines(file.get(), UTF_8);
        if (lines.size() < 2) {
            return; // cut short while it was written: its job had not begun
        }
        String url = lines.get(0);
        String job = lines.get(1);
        Configuration options = GlobalConfiguration.loadConfiguration();
        options.addAll(Configuration.fromMap(flinkProperties));
        Optional<JobStatus> state = state(url, job, options);
        if (state.isEmpty()) {
            say.accept(
                    String.format(
                            Locale.ROOT,
                            "warning: job %s was submitted to %s, which does not answer: should it still run, both would fence each other (run finds the truststore of a cluster with TLS of its own in the Flink configuration that FLINK_CONF_DIR names)",
                            job,
                            url));
        } else if (!state.get().isGloballyTerminalState()) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "checkpoint.folder = %s: job %s on %s uses it (%s); cancel that one, its checkpoints stay, or name another folder",
                            folder,
                            job,
                            url,
                            state.get()));
        }
    }

    /** Empty where the cluster does not answer. */
    private static Optional<JobStatus> state(String url, String job, Configuration options)
            throws Exception {
        try (SessionCluster cluster = SessionCluster.at(URI.create(url), options)) {
            // One that does not know the job any more is done with it.
            return Optional.of(cluster.known(JobID.fromHexString(job)).orElse(JobStatus.FINISHED));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
