package io.undercurrent.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.demo.compose.Project;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.testing.FreePort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The compose file under another name and on other ports, by {@code ./undercurrent compose-demo} in
 * a process of its own, as a user has it.
 */
final class DemoInContainers {
    /** The one that there is a stand-in of. */
    static final String PROMETHEUS = "prom/prometheus:v2.42.0";

    /** With nine JVMs on two cores the second compiler takes more time than it gives back. */
    private static final String FLAGS = "-XX:TieredStopAtLevel=1";

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Path folder;
    private int runs;

    DemoInContainers(Path folder) throws IOException {
        this.folder = folder;
        environment.put("COMPOSE_FILE", "docker-compose.yml:" + flags());
        environment.put("COMPOSE_PROJECT_NAME", "undercurrent-it");
        environment.put("UNDERCURRENT_VERSION", "it");
        environment.put("UNDERCURRENT_TARGET", "runtime");
        // Stand-ins have the tags of the images that .env names, but not their digests; of
        // Prometheus
        // there is an older one only. Both images of ours stand on an image that is there.
        for (String image : List.of("KAFKA_IMAGE", "REGISTRY_IMAGE", "FLINK_BASE")) {
            environment.put(image, tag(image));
        }
        environment.put("PROMETHEUS_IMAGE", PROMETHEUS);
        environment.put("JAVA_BASE", tag("FLINK_BASE"));
        environment.put("DOCKER_BUILDKIT", "0");
        environment.put("COMPOSE_DOCKER_CLI_BUILD", "0");
        environment.put("KEYS", "8");
        environment.put("RATE", "40");
        environment.put("DISTURB_EVERY", "8s");
        environment.put("TRAIN_TOKENS", "20000");
        for (String port :
                List.of("KAFKA", "REGISTRY", "FLINK", "OBSERVER", "PROMETHEUS", "GRAFANA")) {
            environment.put(port + "_PORT", String.valueOf(FreePort.find()));
        }
    }

    /** An image of .env, without its digest. */
    private static String tag(String variable) throws IOException {
        String image = Project.defaults(Checkout.ROOT).get(variable);
        return image.substring(0, image.indexOf('@'));
    }

    /** Merged into the compose file; the trainer, which computes, is left out. */
    private Path flags() throws IOException {
        StringBuilder yaml = new StringBuilder("services:\n");
        for (String service :
                List.of(
                        "kafka",
                        "topics",
                        "registry",
                        "jobmanager",
                        "taskmanager",
                        "generator",
                        "job",
                        "observer")) {
            yaml.append("  ").append(service).append(":\n    environment:\n");
            yaml.append("      JAVA_TOOL_OPTIONS: \"").append(FLAGS).append("\"\n");
        }
        return Files.writeString(folder.resolve("flags.yml"), yaml);
    }

    int port(String name) {
        return Integer.parseInt(environment.get(name + "_PORT"));
    }

    /** The stream as this machine reaches it. */
    StreamSpec stream() throws IOException {
        return Project.open(Checkout.ROOT, environment).stream();
    }

    /**
     * Runs {@code compose-demo}.
     *
     * @return its exit status and all that it printed
     */
    Result run(int minutes, String... args) throws IOException, InterruptedException {
        Path output = folder.resolve(runs++ + "-" + args[0] + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        Path lib = Checkout.file("target/lib");
        command.addAll(List.of("-cp", lib + "/*" + File.pathSeparator + lib + "/flink/*"));
        command.addAll(List.of("io.undercurrent.cli.Main", "compose-demo"));
        command.addAll(List.of(args));
        command.addAll(List.of("--project-directory", Checkout.ROOT.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String text = Files.readString(output, UTF_8);
        System.out.println(text); // what is to be expected and what was seen belongs in the log
        return new Result(ended ? process.exitValue() : -1, text);
    }

    /** What docker-compose makes of the file with these profiles; fails where it finds it wrong. */
    String validate(String... profiles) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker-compose"));
        for (String profile : profiles) {
            command.addAll(List.of("--profile", profile));
        }
        command.add("config");
        ProcessBuilder builder = new ProcessBuilder(command).directory(Checkout.ROOT.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return output;
    }

    /** How a command ended. */
    record Result(int status, String output) {}
}
