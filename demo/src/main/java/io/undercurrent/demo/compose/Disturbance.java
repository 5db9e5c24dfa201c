package io.undercurrent.demo.compose;

import io.undercurrent.job.session.Patience;
import io.undercurrent.job.session.SessionCluster;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;

/**
 * One disturbance of the running demo: it prints what is expected, disturbs, and compares that with
 * what was seen.
 */
abstract class Disturbance implements Callable<Integer> {
    static final String TWIN =
            "no record lost or doubled, and each result equal to that of an undisturbed twin, byte by byte";

    private static final Logger LOG = LoggerFactory.getLogger(Disturbance.class);

    @Mixin private Demo demo;

    final Demo demo() {
        return demo;
    }

    @Override
    public final Integer call() throws Exception {
        try (Check check = new Check(demo)) {
            Job job = running(check);
            demo.say(
                    String.format(
                            Locale.ROOT,
                            "before: job %s runs with parallelism %d",
                            job.id(),
                            job.parallelism()));
            check.awaitMore();
            demo.say("expected: " + expected());
            boolean good = disturb(check) && check.passes();
            demo.say(good ? "as expected" : "NOT as expected");
            return good ? 0 : 1;
        }
    }

    /**
     * A job of which all tasks run.
     *
     * @param id Flink's id
     * @param parallelism of its operators
     */
    record Job(JobID id, int parallelism) {}

    /** Waits until the job runs. A cluster that does not answer is asked again. */
    final Job running(Check check) throws Exception {
        String name = check.spec().job().name();
        Patience patience = demo.patience();
        try (SessionCluster cluster = demo.flink()) {
            while (true) {
                try {
                    Optional<JobID> id = cluster.find(name);
                    if (id.isPresent()) {
                        cluster.awaitRunning(id.get(), patience);
                        return new Job(id.get(), cluster.parallelism(id.get()));
                    }
                } catch (ExecutionException | TimeoutException e) {
                    LOG.debug("asking for the job again", e);
                }
                if (patience.isOver()) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "job %s does not run after %s; bring the demo up with ./undercurrent compose-demo up, or see docker compose logs jobmanager taskmanager job",
                                    name,
                                    patience));
                }
                patience.pause();
            }
        }
    }

    abstract String expected();

    /** Disturbs the demo, prints what was seen, and returns whether that is as expected. */
    abstract boolean disturb(Check check) throws Exception;
}
