package io.undercurrent.demo.compose;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Freezes a container for a while, which its processes do not notice. */
@Command(
        name = "pause",
        description = "Freeze a container for some seconds (SIGSTOP to all of it).",
        mixinStandardHelpOptions = true)
final class PauseCommand extends Disturbance {
    @Option(
            names = "--service",
            defaultValue = "taskmanager",
            description = "taskmanager (the default), jobmanager, kafka or registry.")
    private String service;

    @Option(
            names = "--seconds",
            defaultValue = "15",
            description =
                    "For how long (default ${DEFAULT-VALUE}); beyond 10 s Flink gives a task manager up.")
    private int seconds;

    @Override
    String expected() {
        return String.format(
                Locale.ROOT,
                "%s is paused for %d s and then continues, or is replaced; what it did not know to be over is fenced off: %s",
                service,
                seconds,
                TWIN);
    }

    @Override
    boolean disturb(Check check) throws Exception {
        if (!service.matches("taskmanager|jobmanager|kafka|registry") || seconds < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--service %s --seconds %d: allowed are taskmanager, jobmanager, kafka and registry, and 1 s or more",
                            service,
                            seconds));
        }
        String id = demo().containers().id(service);
        demo().engine().docker("pause", id);
        long start = System.nanoTime();
        try {
            Thread.sleep(seconds * 1000L);
        } finally {
            demo().engine().docker("unpause", id);
        }
        demo().containers().await(service, demo().patience());
        check.awaitMore();
        running(check);
        demo().say(
                        String.format(
                                Locale.ROOT,
                                "seen: results are committed again %.1f s after the pause began",
                                (System.nanoTime() - start) / 1e9));
        return true;
    }
}
