package io.undercurrent.cli.compose;

import picocli.CommandLine.Command;

/** The trainer's run, and the job restarted with what it has learned. */
@Command(
        name = "train",
        description = "Learn from the topic's history and restart the job with that model.",
        mixinStandardHelpOptions = true)
final class TrainCommand extends Disturbance {
    private static final String MODEL = "file:///var/lib/undercurrent/models/latest";

    @Override
    String expected() {
        return "the trainer writes a model, and the job goes on with it and with all that its keys remember; no record lost or doubled";
    }

    @Override
    boolean disturb(Check check) throws Exception {
        String before = String.join(", ", check.committed().models());
        demo().engine().compose(demo()::say, "--profile", "train", "run", "--rm", "-T", "trainer");
        Restart.with(demo(), "UNDERCURRENT_MODEL=" + MODEL);
        running(check);
        check.awaitMore();
        boolean swapped = check.committed().models().size() > 1;
        demo().say(
                        "seen: results of %s, before of %s"
                                .formatted(check.committed().models(), before));
        return swapped;
    }
}
