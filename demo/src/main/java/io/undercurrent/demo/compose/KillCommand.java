package io.undercurrent.demo.compose;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills one of the stream's containers with SIGKILL and starts it again. */
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
        return String.format(
                Locale.ROOT,
                "the job resumes from its newest checkpoint once %s is back; %s",
                service,
                TWIN);
    }

    @Override
    boolean disturb(Check check) throws Exception {
        if (!service.equals("taskmanager") && !service.equals("kafka")) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--service %s: allowed are taskmanager and kafka",
                            service));
        }
        demo().engine().docker("kill", "-s", "KILL", demo().containers().id(service));
        long start = System.nanoTime();
        demo().say(String.format(Locale.ROOT, "killed %s", service));
        demo().engine().compose(line -> {}, "start", service);
        demo().containers().await(service, demo().patience());
        check.awaitMore();
        Job job = running(check);
        demo().say(
                        String.format(
                                Locale.ROOT,
                                "seen: results are committed again %.1f s after the kill; job %s runs",
                                (System.nanoTime() - start) / 1e9,
                                job.id()));
        return true;
    }
}
