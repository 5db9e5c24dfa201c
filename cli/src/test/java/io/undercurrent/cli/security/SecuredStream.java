package io.undercurrent.cli.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.cli.ProgramLib;
import io.undercurrent.stream.trial.ChildJvm;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.RegistryEvents;
import io.undercurrent.stream.trial.SecuredKafka;
import io.undercurrent.stream.trial.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** The stream {@code sensors} of docs/security.md on a secured broker, with its default names. */
final class SecuredStream {
    static final String[] KEYS = {"a", "b"};

    private static final String STREAMS = "io.undercurrent.cli.Main";

    private final SecuredKafka kafka;
    private final Path folder;
    private final Stream events;
    private RegistryEvents registered;
    private boolean isGrown;
    private int sent;

    SecuredStream(SecuredKafka kafka, Path folder) {
        this.kafka = kafka;
        this.folder = folder;
        events = new Stream(kafka.servers(), "sensors", folder);
    }

    /** From now on events have a registry's ids; the registry is the caller's to close. */
    RegistryEvents register() throws IOException {
        registered = new RegistryEvents(events);
        return registered;
    }

    /** From now on they have a schema that nobody has asked for. */
    void grow() {
        registered.grow();
        isGrown = true;
    }

    /** Sends so many more events of each key. */
    void send(int more) {
        try (var producer = kafka.producer()) {
            for (int i = 0; i < more; i++) {
                send(producer, sent++);
            }
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int i) {
        if (registered == null) {
            events.send(producer, i, null, KEYS);
            return;
        }
        for (String key : KEYS) {
            events.send(producer, key.getBytes(UTF_8), registered.encoded(key, i, isGrown));
        }
    }

    /** All events so far. */
    int sent() {
        return sent * KEYS.length;
    }

    /** The declaration, with state in a folder of its own. */
    Path yaml(String name, String password, String... more) throws Exception {
        List<String> lines = new ArrayList<>(kafka.yaml(password));
        lines.add("source.topic: sensors");
        lines.add("source.values: [value]");
        lines.add("model: \"bundled:tiny\"");
        lines.add("job.jit-warm-up: 0s");
        lines.add("streams.http: none");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "checkpoint: {folder: \"%s\", interval: 100ms}",
                        folder.resolve(name)));
        lines.addAll(List.of(more));
        return Files.write(folder.resolve(name + ".yaml"), lines);
    }

    /** Runs on Flink until there are so many results, and stops in order. */
    String runFlink(Path yaml, int results) throws Exception {
        try (Child run = Child.start(folder, "run", yaml.toString())) {
            run.awaitLine("running: ");
            assertThat(kafka.committed(results, "sensors.scores", "sensors.dead-letters"))
                    .as("results; the run said %s", run.output())
                    .hasSize(results);
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
            return run.output();
        }
    }

    /** Starts a command on the other class path. */
    ChildJvm streams(Map<String, String> environment, String... args) {
        List<String> all = new ArrayList<>(List.of(STREAMS));
        all.addAll(List.of(args));
        if (!args[0].equals("alarms")) {
            all.addAll(List.of("--runtime", "kafka-streams"));
        }
        return ChildJvm.start(
                "streams-" + System.nanoTime(),
                folder,
                environment,
                ProgramLib.jvmArgs("kafka-streams"),
                all.toArray(String[]::new));
    }

    /** Waits until the command serves; fails where it ends before. */
    static void awaitRunning(ChildJvm job) throws Exception {
        Patience.await(
                "run",
                () -> {
                    assertThat(job.isAlive()).as(job::tail).isTrue();
                    return job.text().contains("running: ");
                });
    }
}
