package io.undercurrent.job.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.stream.runtime.FolderUri;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern STATE = Pattern.compile("\"state\"\\s*:\\s*\"([A-Z]+)\"");
    private static final Set<String> OVER = Set.of("FINISHED", "CANCELED", "FAILED");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

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
     * @param say is told where that cannot be known
     * @throws IllegalStateException where one does, naming the job
     * @throws IOException where the file cannot be read
     * @throws InterruptedException where the thread is interrupted
     */
    static void refuseRunning(String folder, Consumer<String> say)
            throws IOException, InterruptedException {
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
        Optional<String> state = state(url, job);
        if (state.isEmpty()) {
            say.accept(
                    String.format(
                            Locale.ROOT,
                            "warning: job %s was submitted to %s, which does not answer: should it still run, both would fence each other",
                            job,
                            url));
        } else if (!OVER.contains(state.get())) {
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

    /** A cluster that answers without a state does not know the job any more: it is over. */
    private static Optional<String> state(String url, String job) throws InterruptedException {
        String root = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(root + "/jobs/" + job))
                            .timeout(PATIENCE)
                            .build();
            HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
            HttpResponse<String> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            Matcher state = STATE.matcher(answer.body());
            return Optional.of(
                    answer.statusCode() == 200 && state.find() ? state.group(1) : "FINISHED");
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
