package io.undercurrent.job.session;

import io.undercurrent.stream.runtime.FolderUri;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.util.ExceptionUtils;

/**
 * A Flink session cluster, asked over REST: is the job there, stop it at a savepoint, take this
 * one. Every wait has an end, and says what it waited for.
 */
public final class SessionCluster implements AutoCloseable {
    private final URI url;
    private final RestClusterClient<String> client;

    private SessionCluster(URI url, RestClusterClient<String> client) {
        this.url = url;
        this.client = client;
    }

    /**
     * Names a cluster; nothing is asked yet.
     *
     * @param url of its REST interface, http or https, a path allowed
     * @param options further options of Flink's client, such as those of TLS
     * @return what is to be closed at the end
     * @throws Exception where Flink refuses the options
     */
    public static SessionCluster at(URI url, Configuration options) throws Exception {
        boolean tls = "https".equals(url.getScheme());
        Configuration configuration = new Configuration(options);
        configuration.set(RestOptions.ADDRESS, url.getHost());
        configuration.set(RestOptions.PORT, url.getPort() < 0 ? (tls ? 443 : 80) : url.getPort());
        if (url.getPath() != null && url.getPath().length() > 1) {
            configuration.set(RestOptions.PATH, url.getPath());
        }
        configuration.set(SecurityOptions.SSL_REST_ENABLED, tls);
        // Waiting is done here, where it can be said what for.
        configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 3);
        configuration.set(RestOptions.RETRY_DELAY, Duration.ofMillis(500));
        return new SessionCluster(url, new RestClusterClient<>(configuration, url.toString()));
    }

    /**
     * Waits until the cluster answers.
     *
     * @param patience how long
     * @throws IllegalStateException where it does not in time
     * @throws InterruptedException where the thread is interrupted
     */
    public void awaitAnswer(Patience patience) throws InterruptedException {
        while (true) {
            try {
                answer(client.getClusterOverview(), patience);
                return;
            } catch (ExecutionException | TimeoutException e) {
                if (patience.isOver()) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "--flink = %s: no Flink cluster answered within %s (%s); check the address, or give it longer with --wait",
                                    url,
                                    patience,
                                    innermost(e)),
                            e);
                }
            }
            patience.pause();
        }
    }

    /**
     * Finds a job that has not ended.
     *
     * @param name its name
     * @return its id
     * @throws Exception where the cluster does not answer, or has several of that name
     */
    public Optional<JobID> find(String name) throws Exception {
        Optional<JobID> found = Optional.empty();
        for (JobStatusMessage job : answer(client.listJobs())) {
            if (job.getJobName().equals(name) && !job.getJobState().isGloballyTerminalState()) {
                if (found.isPresent()) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "job.name = %s: %s has several jobs of that name (%s, %s); cancel all but one",
                                    name,
                                    url,
                                    found.get(),
                                    job.getJobId()));
                }
                found = Optional.of(job.getJobId());
            }
        }
        return found;
    }

    /**
     * Waits until a job fits beside the others.
     *
     * @param needed slots that it takes
     * @param stopping a job whose slots will be free then, or nothing
     * @param patience how long
     * @throws IllegalStateException where it does not in time
     * @throws Exception where the cluster does not answer
     */
    public void awaitSlots(int needed, Optional<JobID> stopping, Patience patience)
            throws Exception {
        int freed = stopping.isPresent() ? parallelism(stopping.get()) : 0;
        while (true) {
            int free = answer(client.getClusterOverview()).getNumSlotsAvailable();
            if (free + freed >= needed) {
                return;
            }
            if (patience.isOver()) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "job.parallelism = %d: %s has %d slots for it, after %s; start more TaskManagers or lower job.parallelism",
                                needed,
                                url,
                                free + freed,
                                patience));
            }
            patience.pause();
        }
    }

    /**
     * The largest parallelism of a job's operators, which is how many slots it takes.
     *
     * @param job the job
     * @return it, 0 before the cluster has planned the job
     * @throws Exception where the cluster does not answer
     */
    public int parallelism(JobID job) throws Exception {
        return answer(client.getJobDetails(job)).getJobVertexInfos().stream()
                .mapToInt(JobDetailsInfo.JobVertexDetailsInfo::getParallelism)
                .max()
                .orElse(0);
    }

    /**
     * Stops a job at a savepoint; all output up to it is committed. Tried again as long as the job
     * cannot take one, as while it starts.
     *
     * @param job the job
     * @param folder where the savepoint goes, a path or a URI
     * @param patience how long
     * @return the savepoint's path
     * @throws IllegalStateException where it does not stop in time; it goes on then
     * @throws Exception where the cluster does not answer
     */
    public String stop(JobID job, String folder, Patience patience) throws Exception {
        String target = FolderUri.of(folder);
        return untilTaken(
                job,
                patience,
                "did not stop at a savepoint",
                "cancel it in Flink, which keeps its newest checkpoint, and submit",
                () -> {
                    String savepoint =
                            answer(
                                    client.stopWithSavepoint(
                                            job, false, target, SavepointFormatType.CANONICAL),
                                    patience);
                    awaitEnd(job, patience);
                    return savepoint;
                });
    }

    /**
     * Has a job take a checkpoint now, beside those of its interval. Tried again as long as the job
     * cannot take one, as while it starts.
     *
     * @param job the job, which goes on
     * @param patience how long
     * @return the checkpoint's number
     * @throws IllegalStateException where there is none in time
     * @throws Exception where the cluster does not answer
     */
    public long checkpoint(JobID job, Patience patience) throws Exception {
        return untilTaken(
                job,
                patience,
                "took no checkpoint",
                "cancel it in Flink and submit",
                () -> answer(client.triggerCheckpoint(job, CheckpointType.CONFIGURED), patience));
    }

    /** Asks again until the job takes a checkpoint or savepoint; a job that starts cannot yet. */
    private <T> T untilTaken(
            JobID job, Patience patience, String failure, String instead, Callable<T> ask)
            throws Exception {
        while (true) {
            try {
                return ask.call();
            } catch (ExecutionException | TimeoutException e) {
                if (patience.isOver() || isOver(job)) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "job %s on %s %s within %s: %s. Wait until it runs well and submit again; or %s",
                                    job,
                                    url,
                                    failure,
                                    patience,
                                    innermost(e),
                                    instead),
                            e);
                }
            }
            patience.pause();
        }
    }

    private void awaitEnd(JobID job, Patience patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (!isOver(job)) {
            if (patience.isOver()) {
                throw new TimeoutException("its savepoint is there, but it has not ended");
            }
            patience.pause();
        }
    }

    /**
     * What Flink says of a job.
     *
     * @param job the job
     * @return its status
     * @throws ExecutionException where the cluster does not know it
     * @throws InterruptedException where the thread is interrupted
     * @throws TimeoutException where the cluster does not answer
     */
    public JobStatus status(JobID job)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer(client.getJobStatus(job));
    }

    /**
     * What Flink says of a job that it may have forgotten.
     *
     * @param job the job
     * @return its status; empty where the cluster answers and does not know it
     * @throws ExecutionException where the cluster does not answer, or with another error
     * @throws InterruptedException where the thread is interrupted
     * @throws TimeoutException where the cluster does not answer in time
     */
    public Optional<JobStatus> known(JobID job)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return Optional.of(status(job));
        } catch (ExecutionException e) {
            if (ExceptionUtils.findThrowable(e, RestClientException.class)
                    .filter(answer -> answer.getHttpResponseStatus().code() == 404)
                    .isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean isOver(JobID job)
            throws InterruptedException, ExecutionException, TimeoutException {
        return status(job).isGloballyTerminalState();
    }

    /**
     * Hands a job to the cluster.
     *
     * @param graph the job
     * @param jar what holds its classes, uploaded with it
     * @return its id
     * @throws Exception where the cluster refuses it
     */
    public JobID submit(JobGraph graph, Path jar) throws Exception {
        graph.addJar(new org.apache.flink.core.fs.Path(jar.toUri()));
        return client.submitJob(graph).get(2, TimeUnit.MINUTES);
    }

    /**
     * Waits until a job and all its tasks run.
     *
     * @param job the job
     * @param patience how long
     * @return how many tasks run
     * @throws ExecutionException where the job has ended, with what it ended of
     * @throws IllegalStateException where it does not run in time; it may yet
     * @throws Exception where the cluster does not answer
     */
    public int awaitRunning(JobID job, Patience patience) throws Exception {
        while (true) {
            JobDetailsInfo details = answer(client.getJobDetails(job));
            JobStatus status = details.getJobStatus();
            int tasks = 0;
            int running = 0;
            for (var vertex : details.getJobVertexInfos()) {
                tasks += vertex.getParallelism();
                running += vertex.getTasksPerState().getOrDefault(ExecutionState.RUNNING, 0);
            }
            if (status == JobStatus.RUNNING && tasks > 0 && running == tasks) {
                return running;
            }
            if (status.isGloballyTerminalState()) {
                throw ended(job, status);
            }
            if (patience.isOver()) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "job %s on %s: %s, %d of %d tasks run after %s%s; Flink goes on trying, see its log, or cancel the job",
                                job,
                                url,
                                status,
                                running,
                                tasks,
                                patience,
                                failure(job)));
            }
            patience.pause();
        }
    }

    private ExecutionException ended(JobID job, JobStatus status) throws Exception {
        JobResult result = answer(client.requestJobResult(job));
        Throwable cause =
                result.getSerializedThrowable().isEmpty()
                        ? new IllegalStateException("somebody ended it")
                        : result.getSerializedThrowable()
                                .get()
                                .deserializeError(SessionCluster.class.getClassLoader());
        return new ExecutionException(
                String.format(Locale.ROOT, "job %s has ended: %s", job, status), cause);
    }

    /** What the job failed of last, if anything. */
    private String failure(JobID job) throws Exception {
        var headers = JobExceptionsHeaders.getInstance();
        var parameters = headers.getUnresolvedMessageParameters();
        parameters.jobPathParameter.resolve(job);
        var history =
                answer(client.sendRequest(headers, parameters, EmptyRequestBody.getInstance()));
        return history.getExceptionHistory().getEntries().stream()
                .findFirst()
                .map(entry -> ", last failure: " + lastCause(entry.getStacktrace()))
                .orElse("");
    }

    private static String lastCause(String trace) {
        return trace.lines()
                .filter(line -> !line.startsWith("\t"))
                .reduce((first, second) -> second)
                .orElse(trace)
                .replaceFirst("^Caused by: ", "");
    }

    private static <T> T answer(CompletableFuture<T> asked, Patience patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        return asked.get(patience.leftMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> T answer(CompletableFuture<T> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        return asked.get(30, TimeUnit.SECONDS);
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String text = String.valueOf(cause.getMessage());
        return cause.getClass().getSimpleName() + ": " + text.lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        client.close();
    }
}
