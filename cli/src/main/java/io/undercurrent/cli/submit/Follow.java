package io.undercurrent.cli.submit;

import io.undercurrent.job.session.SessionCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.jline.utils.Signals;

/**
 * Stays beside a job that runs on a cluster, for whoever starts programs and watches them: ends
 * with a failure where the job is gone, so that it is started again and submits the job anew.
 */
final class Follow {
    private static final long EVERY_MILLIS = 2000;

    /** A restart takes the job away for a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SessionCluster cluster;
    private final String name;
    private final Path readyFile;
    private final Consumer<String> say;
    private String seen = "";

    Follow(SessionCluster cluster, String name, Path readyFile, Consumer<String> say) {
        this.cluster = cluster;
        this.name = name;
        this.readyFile = readyFile;
        this.say = say;
    }

    int run() throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        Signals.register("TERM", stop::countDown);
        Signals.register("INT", stop::countDown);
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
        } while (!stop.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
        say.accept("the job goes on without this");
        return 0;
    }

    /** A cluster that does not answer just now is not one without the job: it is asked again. */
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
            say.accept(now);
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
