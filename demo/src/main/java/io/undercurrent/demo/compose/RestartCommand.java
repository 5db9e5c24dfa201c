package io.undercurrent.demo.compose;

import java.util.Locale;
import picocli.CommandLine.Command;

/** Restarts the job with the current variables of .env and the environment. */
@Command(
        name = "restart",
        description =
                "Stop the job at a savepoint and resume under the variables of .env and the environment, such as UNDERCURRENT_MODEL.",
        mixinStandardHelpOptions = true)
final class RestartCommand extends Disturbance {
    @Override
    String expected() {
        return "the job resumes from its savepoint under the variables as they are now: " + TWIN;
    }

    @Override
    boolean disturb(Check check) throws Exception {
        Restart.with(demo());
        Job job = running(check);
        check.awaitMore();
        demo().say(String.format(Locale.ROOT, "seen: job %s runs", job.id()));
        return true;
    }
}
