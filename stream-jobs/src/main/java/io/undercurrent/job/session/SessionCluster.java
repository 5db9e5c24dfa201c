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
 * A client for a Flink session cluster, over REST: it finds, stops and submits jobs. Every wait has
 * a timeout, and its error message says what it waited for.
 */
public final class SessionCluster implements AutoCloseable {
    private final URI url;
    private final RestClusterClient<String> client;

    private SessionCluster(URI url, RestClusterClient<String> client) {
        this.url = url;
        this.client = client;
    }

    /**
     * Creates a client for a cluster; it sends no request yet.
     *
     * @param url the cluster's REST interface, http or https; may have a path
     * @param options further options of Flink's client, such as those of TLS
     * @return the client, to be closed by the caller
     * @throws Exception if Flink refuses the options
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
        // Flink's client retries little: this class waits, because it can say what it waits for.
        configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 3);
        configuration.set(RestOptions.RETRY_DELAY, Duration.ofMillis(500));
        return new SessionCluster(url, new RestClusterClient<>(configuration, url.toString()));
    }

    /**
     * Waits until the cluster responds.
     *
     * @param patience the timeout
     * @throws IllegalStateException if the timeout passes
     * @throws InterruptedException if the thread is interrupted
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
     * Finds a job by name among those that have not ended.
     *
     * @param name its name
     * @return its id; empty if there is no such job
     * @throws Exception if the cluster does not answer, or has several of that name
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
     * Waits until the cluster has enough free slots for a job.
     *
     * @param needed number of slots that the job needs
     * @param stopping a job whose slots will become free, or empty
     * @param patience the timeout
     * @throws IllegalStateException if the timeout passes
     * @throws Exception if the cluster does not answer
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
     * The largest parallelism of a job's operators, which is the number of slots that it uses.
     *
     * @param job the job
     * @return the parallelism; 0 before the cluster has planned the job
     * @throws Exception if the cluster does not answer
     */
    public int parallelism(JobID job) throws Exception {
        return answer(client.getJobDetails(job)).getJobVertexInfos().stream()
                .mapToInt(JobDetailsInfo.JobVertexDetailsInfo::getParallelism)
                .max()
                .orElse(0);
    }

    /**
     * Stops a job with a savepoint; all output before it is committed. It retries while the job
     * cannot take a savepoint, for example while it starts.
     *
     * @param job the job
     * @param folder the folder for the savepoint, a path or a URI
     * @param patience the timeout
     * @return the savepoint's path
     * @throws IllegalStateException if the job does not stop in time; it then continues
     * @throws Exception if the cluster does not answer
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
     * Triggers a checkpoint in addition to the periodic ones. It retries while the job cannot take
     * one, for example while it starts.
     *
     * @param job the job, which continues
     * @param patience the timeout
     * @return the checkpoint's number
     * @throws IllegalStateException if there is no checkpoint in time
     * @throws Exception if the cluster does not answer
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
     * A job's status in Flink.
     *
     * @param job the job
     * @return its status
     * @throws ExecutionException if the cluster does not know the job
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if the cluster does not answer
     */
    public JobStatus status(JobID job)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer(client.getJobStatus(job));
    }

    /**
     * The status of a job that the cluster may not know any more.
     *
     * @param job the job
     * @return its status; empty if the cluster responds that it does not know the job
     * @throws ExecutionException if the cluster does not answer, or with another error
     * @throws InterruptedException if the thread is interrupted
     * @throws TimeoutException if the cluster does not answer in time
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
     * Submits a job to the cluster.
     *
     * @param graph the job
     * @param jar the jar with its classes, which is uploaded
     * @return the job's id
     * @throws Exception if the cluster rejects the job
     */
    public JobID submit(JobGraph graph, Path jar) throws Exception {
        graph.addJar(new org.apache.flink.core.fs.Path(jar.toUri()));
        return client.submitJob(graph).get(2, TimeUnit.MINUTES);
    }

    /**
     * Waits until a job and all its tasks are running.
     *
     * @param job the job
     * @param patience the timeout
     * @return number of running tasks
     * @throws ExecutionException if the job has ended, with the reason
     * @throws IllegalStateException if the job is not running in time; it may still start later
     * @throws Exception if the cluster does not answer
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
                                "job %s on %s: %s, %d of %d tasks run after %s%s; Flink keeps trying, see its log, or cancel the job",
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

    /** The job's last failure as text; empty if there is none. */
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
