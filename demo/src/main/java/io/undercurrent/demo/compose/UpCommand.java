package io.undercurrent.demo.compose;

import io.undercurrent.job.session.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts all containers and waits until they are healthy. */
@Command(
        name = "up",
        description = "Build the images from what is built here, start everything, wait.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin private Demo demo;

    @Option(
            names = "--observability",
            description = "Prometheus and Grafana too (the profile observability).")
    private boolean observability;

    @Option(
            names = "--service",
            paramLabel = "SERVICE",
            description = "Only these and what they need; may be repeated.")
    private List<String> services = List.of();

    @Override
    public Integer call() throws Exception {
        Project project = demo.project();
        requireBuilt(project);
        List<String> profile = observability ? List.of("--profile", "observability") : List.of();
        demo.say("building the images undercurrent/cli and undercurrent/flink");
        demo.engine().compose(line -> {}, args(profile, "build", "generator", "jobmanager"));
        List<String> up = new ArrayList<>(List.of("up", "-d"));
        up.addAll(services);
        Patience patience = demo.patience();
        demo.say("starting the containers; this waits until each is healthy");
        demo.engine().compose(demo::say, args(profile, up.toArray(String[]::new)));
        demo.containers().await(patience, demo::say);
        demo.say("Flink       " + project.local("FLINK_PORT", "/"));
        demo.say("registry    " + project.local("REGISTRY_PORT", "/"));
        demo.say("observer    " + project.local("OBSERVER_PORT", "/metrics"));
        if (observability) {
            demo.say("Prometheus  " + project.local("PROMETHEUS_PORT", "/"));
            demo.say("Grafana     " + project.local("GRAFANA_PORT", "/"));
        }
        demo.say(
                "next: ./undercurrent compose-demo kill | pause | rescale | poison | train | down");
        return 0;
    }

    /**
     * The launcher builds what is needed; a user who starts the jar by hand may not have built it.
     */
    private static void requireBuilt(Project project) {
        if (!project.variable("UNDERCURRENT_TARGET").equals("runtime")) {
            return;
        }
        for (String needed : List.of("target/lib", "target/sbom.json")) {
            Path path = project.folder().resolve(needed);
            if (!Files.exists(path)) {
                throw new IllegalArgumentException(
                        path
                                + ": not there; build with mvn -DskipTests -Dcyclonedx.skip=false package -pl demo -am, or set UNDERCURRENT_TARGET=full to build in containers");
            }
        }
    }

    private static String[] args(List<String> profile, String... rest) {
        List<String> args = new ArrayList<>(profile);
        args.addAll(List.of(rest));
        return args.toArray(String[]::new);
    }
}
