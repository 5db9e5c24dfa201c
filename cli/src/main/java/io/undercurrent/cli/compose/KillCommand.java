package io.undercurrent.cli.compose;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** SIGKILL to a container that takes part, and a new start. */
@Command(
        name = "kill",
        description = "Kill a task manager (SIGKILL) and start it again.",
        mixinStandardHelpOptions = true)
final class KillCommand extends Disturbance {
    @Option(
            names = "--service",
            defaultValue = "taskmanager",
            description = "taskmanager (the default) or kafka.")
    private String service;

    @Override
    String expected() {
        return "the job goes on from its newest checkpoint once %s is back; %s"
                .formatted(service, TWIN);
    }

    @Override
    boolean disturb(Check check) throws Exception {
        if (!service.equals("taskmanager") && !service.equals("kafka")) {
            throw new IllegalArgumentException(
                    "--service %s: allowed are taskmanager and kafka".formatted(service));
        }
        demo().engine().docker("kill", "-s", "KILL", demo().containers().id(service));
        long start = System.nanoTime();
        demo().say("killed %s".formatted(service));
        demo().engine().compose(line -> {}, "start", service);
        demo().containers().await(service, demo().patience());
        check.awaitMore();
        Job job = running(check);
        demo().say(
                        "seen: results are committed again %.1f s after the kill; job %s runs"
                                .formatted((System.nanoTime() - start) / 1e9, job.id()));
        return true;
    }
}
