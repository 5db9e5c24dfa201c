package io.undercurrent.cli.compose;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** One thing done to the running demo, what is expected of it and what was seen. */
abstract class Disturbance implements Callable<Integer> {
    static final String TWIN =
            "no record lost or doubled, and each result equal to that of an undisturbed twin, byte by byte";

    @Mixin private Demo demo;

    final Demo demo() {
        return demo;
    }

    @Override
    public final Integer call() throws Exception {
        try (Check check = new Check(demo)) {
            FlinkRest.Job job = running(check);
            demo.say(
                    "before: job %s runs with parallelism %d"
                            .formatted(job.id(), job.parallelism()));
            check.awaitMore();
            demo.say("expected: " + expected());
            boolean good = disturb(check) && check.passes();
            demo.say(good ? "as expected" : "NOT as expected");
            return good ? 0 : 1;
        }
    }

    final FlinkRest.Job running(Check check) throws Exception {
        String name = check.spec().job().name();
        long start = System.nanoTime();
        while (true) {
            var job = demo.flink().job(name).filter(FlinkRest.Job::running);
            if (job.isPresent()) {
                return job.get();
            }
            if (System.nanoTime() - start > demo.timeout() * 1_000_000_000L) {
                throw new IllegalStateException(
                        "job %s does not run after %d s; bring the demo up with ./undercurrent compose-demo up, or see docker compose logs jobmanager taskmanager job"
                                .formatted(name, demo.timeout()));
            }
            Thread.sleep(500);
        }
    }

    abstract String expected();

    /** Does it, says what was seen, and whether that was as it should be. */
    abstract boolean disturb(Check check) throws Exception;
}
