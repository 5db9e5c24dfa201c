package io.undercurrent.job.submit;

import io.undercurrent.job.session.SessionCluster;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;

/**
 * Watches a job on a cluster, for use under a process supervisor: it fails if the job no longer
 * exists, so that the supervisor restarts this program, which submits the job again.
 */
final class Follow {
    private static final Duration EVERY = Duration.ofSeconds(2);

    /**
     * Tolerates a missing job for this time, because {@code submit --restart} removes it for a
     * while.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SessionCluster cluster;
    private final String name;
    private final Path readyFile;
    private final Console console;
    private String seen = "";

    Follow(SessionCluster cluster, String name, Path readyFile, Console console) {
        this.cluster = cluster;
        this.name = name;
        this.readyFile = readyFile;
        this.console = console;
    }

    int run() throws Exception {
        StopSignal stop = console.stopSignal();
        long last = System.nanoTime();
        do {
            Optional<JobID> job = job();
            long now = System.nanoTime();
            if (job.isPresent()) {
                last = now;
            }
            tell(job, job.isPresent() && runs(job.get()));
            if (now - last > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "job.name = %s: no such job on the cluster for %d s; submit it again",
                                name,
                                PATIENCE.toSeconds()));
            }
        } while (!stop.await(EVERY));
        console.say("the job keeps running without this");
        return 0;
    }

    /**
     * Finds the job. No answer from the cluster does not mean that the job is gone: the next poll
     * asks again.
     */
    private Optional<JobID> job() throws Exception {
        try {
            return cluster.find(name);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private boolean runs(JobID job) throws InterruptedException {
        try {
            return cluster.status(job) == JobStatus.RUNNING;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void tell(Optional<JobID> job, boolean runs) throws IOException {
        String now =
                job.map(id -> "job " + id + (runs ? " is RUNNING" : " is there, not RUNNING"))
                        .orElse("the job is not there now");
        if (!now.equals(seen)) {
            seen = now;
            console.say(now);
        }
        if (readyFile == null) {
            return;
        }
        if (!runs) {
            Files.deleteIfExists(readyFile);
        } else if (!Files.exists(readyFile)) {
            Files.createFile(readyFile);
        }
    }
}
