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
 * Records in a checkpoint folder the cluster and job that use it. A process's lock ends with the
 * process, and the lock of {@code submit} ends when the job starts. With this record, a later run
 * on the same folder asks the cluster about the job, instead of fencing its transactions.
 *
 * <p>The record is written only in folders of the local file system. If the cluster does not
 * answer, the run continues with a warning, because the cluster may have been removed permanently.
 */
public final class ClusterJobRecord {
    private static final String FILE = ".undercurrent.cluster";

    private ClusterJobRecord() {}

    /**
     * Records a job.
     *
     * @param folder the checkpoint folder, a path or a URI; nothing is written if it is not local
     * @param url the cluster's REST interface
     * @param job the job's id
     * @throws IOException if the file cannot be written
     */
    public static void remember(String folder, URI url, String job) throws IOException {
        Optional<Path> local = FolderUri.local(folder);
        if (local.isPresent()) {
            Files.writeString(local.get().resolve(FILE), url + "\n" + job + "\n", UTF_8);
        }
    }

    /**
     * Fails if a cluster is running the folder's job.
     *
     * @param folder the checkpoint folder, a path or a URI
     * @param flinkProperties options of Flink's client, such as those of TLS, in addition to
     *     Flink's configuration in {@code FLINK_CONF_DIR}
     * @param say receives a warning if the cluster does not answer
     * @throws IllegalStateException if a cluster runs it; the message names the job
     * @throws IOException if the file cannot be read
     * @throws Exception if Flink refuses the options
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
            return; // truncated while it was written
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
                            "warning: job %s was submitted to %s, which does not answer: if it still runs, it ends when this one starts (run finds the truststore of a cluster with TLS of its own in the Flink configuration that FLINK_CONF_DIR names)",
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

    /** The job's status; empty if the cluster does not answer. */
    private static Optional<JobStatus> state(String url, String job, Configuration options)
            throws Exception {
        try (SessionCluster cluster = SessionCluster.at(URI.create(url), options)) {
            // If the cluster does not know the job any more, the job has ended.
            return Optional.of(cluster.known(JobID.fromHexString(job)).orElse(JobStatus.FINISHED));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
