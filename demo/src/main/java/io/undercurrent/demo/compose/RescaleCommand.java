package io.undercurrent.demo.compose;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Restarts the job from a savepoint with another parallelism. */
@Command(
        name = "rescale",
        description = "Stop the job at a savepoint and resume with another parallelism.",
        mixinStandardHelpOptions = true)
final class RescaleCommand extends Disturbance {
    @Option(
            names = "--parallelism",
            defaultValue = "2",
            description = "The new one (default ${DEFAULT-VALUE}); the demo has two slots.")
    private int parallelism;

    @Override
    String expected() {
        return String.format(
                Locale.ROOT,
                "the job resumes from its savepoint with parallelism %d; %s",
                parallelism,
                TWIN);
    }

    @Override
    boolean disturb(Check check) throws Exception {
        Restart.with(demo(), "PARALLELISM=" + parallelism);
        Job job = running(check);
        check.awaitMore();
        demo().say(
                        String.format(
                                Locale.ROOT,
                                "seen: job %s runs with parallelism %d",
                                job.id(),
                                job.parallelism()));
        demo().say("to keep it at the next start: PARALLELISM=" + parallelism);
        return job.parallelism() == parallelism;
    }
}
