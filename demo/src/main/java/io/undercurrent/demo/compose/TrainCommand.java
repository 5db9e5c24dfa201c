package io.undercurrent.demo.compose;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;

/** Trains a model on the topic's history and restarts the job with it. */
@Command(
        name = "train",
        description = "Learn from the topic's history and restart the job with that model.",
        mixinStandardHelpOptions = true)
final class TrainCommand extends Disturbance {
    private static final String MODELS = "/var/lib/undercurrent/models/";

    @Override
    String expected() {
        return "the trainer writes a model, and the job continues with it: no record lost or doubled, and no key in its warm-up again";
    }

    @Override
    boolean disturb(Check check) throws Exception {
        // One folder per run, because the job loads its model again whenever a task starts.
        String name =
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                        .format(LocalDateTime.now(ZoneOffset.UTC));
        String[] train = {
            "--profile",
            "train",
            "run",
            "--rm",
            "-T",
            "trainer",
            "train",
            "--topic",
            check.spec().source().topic(),
            "--config",
            "/etc/undercurrent/stream.yaml",
            "--out",
            MODELS + name
        };
        demo().engine().compose(demo()::say, train);
        check.committed().catchUp();
        Set<String> before = new TreeSet<>(check.committed().models());
        int warmups = check.committed().warmups();
        Restart.with(demo(), "UNDERCURRENT_MODEL=file://" + MODELS + name);
        running(check);
        check.awaitMore();
        Set<String> since = new TreeSet<>(check.committed().models());
        since.removeAll(before);
        int again = check.committed().warmups() - warmups;
        demo().say(
                        String.format(
                                Locale.ROOT,
                                "seen: results of %s, before of %s; %d scores of keys in their warm-up since",
                                since,
                                before,
                                again));
        demo().say("to keep it at the next start: UNDERCURRENT_MODEL=file://" + MODELS + name);
        return since.size() == 1 && again == 0;
    }
}
