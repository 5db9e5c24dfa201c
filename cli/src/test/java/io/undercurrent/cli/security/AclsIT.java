package io.undercurrent.cli.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.stream.trial.AclPage;
import io.undercurrent.stream.trial.ChildJvm;
import io.undercurrent.stream.trial.SecuredKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lists of docs/security.md are enough for each command, and nothing in them is too much: each
 * right taken away is refused at the start, with what to add.
 */
@Tag("slow")
class AclsIT {
    private static final String HOME = System.getProperty("user.home");
    private static final Path PAGE = Path.of("..", "docs", "security.md");
    private static final String PASSWORD = "right-" + Long.toHexString(System.nanoTime());
    private static final int EVENTS = 130;

    private static final List<String> OUTPUTS =
            List.of("scores", "forecasts", "anomalies", "dead-letters", "episodes");

    @TempDir Path folder;
    private SecuredKafka kafka;
    private SecuredStream stream;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("user.home", folder.toString());
        kafka = SecuredKafka.start(folder, PASSWORD);
        kafka.createTopic("sensors", 1);
        stream = new SecuredStream(kafka, folder);
        stream.send(EVENTS);
    }

    @AfterEach
    void stop() {
        kafka.close();
        System.setProperty("user.home", HOME);
    }

    @Test
    void onFlink() throws Exception {
        List<AclBinding> acls = AclPage.read(PAGE, "run");
        List<AclBinding> create = AclPage.read(PAGE, "create");
        Path yaml = stream.yaml("flink", PASSWORD);
        kafka.allow(acls);
        refusedBy(yaml, "--operation Create --topic sensors.scores");
        kafka.allow(create);
        assertThat(stream.runFlink(yaml, stream.sent())).contains("created topic sensors.scores");
        kafka.forbid(create);
        refusedBy(
                stream.yaml("long", PASSWORD, "sink.transaction-timeout: 1h"),
                "sink.transaction-timeout: its transactions may be open for 3600000ms");
        stream.send(EVENTS);
        assertThat(stream.runFlink(yaml, stream.sent())).contains("resuming from ");

        for (AclBinding acl : acls) {
            kafka.forbid(List.of(acl));
            refusedBy(yaml, argument(acl));
            kafka.allow(List.of(acl));
        }
        Cli bootstrap = Cli.run("", "bootstrap", stream.yaml("made", PASSWORD).toString());
        assertThat(bootstrap.status()).as(bootstrap.err()).isZero();
        assertThat(bootstrap.out())
                .contains(String.format(Locale.ROOT, "%,d records", stream.sent()));

        kafka.forbid(acls);
        List<AclBinding> train = AclPage.read(PAGE, "train");
        String[] training = {
            "train",
            "--topic=sensors",
            "--config=" + stream.yaml("train", PASSWORD, "train.tokens: 1000"),
            "--out=" + folder.resolve("model")
        };
        assertThat(Cli.run("", training).err()).contains("--operation Read --topic sensors");
        kafka.allow(train);
        assertThat(Cli.run("", training).err()).contains("rows of 2 keys");
    }

    /** Each refusal starts a JVM of its own: some minutes. */
    @Test
    @Tag("nightly")
    void onKafkaStreamsAndAlarms() throws Exception {
        List<AclBinding> acls = AclPage.read(PAGE, "run on kafka-streams");
        String yaml = stream.yaml("streams", PASSWORD).toString();
        kafka.allow(acls);
        refusedByStreams("--operation Create --topic sensors.scores", "run", yaml);
        try (Admin admin = kafka.admin()) {
            List<NewTopic> outputs = new ArrayList<>();
            for (String name : OUTPUTS) {
                outputs.add(new NewTopic("sensors." + name, 1, (short) 1));
            }
            admin.createTopics(outputs).all().get();
        }
        runStreams(stream.sent(), "run", yaml);
        stream.send(EVENTS);
        runStreams(stream.sent(), "run", yaml);
        for (AclBinding acl : acls) {
            kafka.forbid(List.of(acl));
            if (isCreate(acl)) {
                String fresh =
                        stream.yaml(
                                        "anew",
                                        PASSWORD,
                                        "source.group-id: undercurrent-sensors-streams-x")
                                .toString();
                kafka.allow(renamed(acls, acl));
                refusedByStreams("--operation Create ", "run", fresh);
                kafka.forbid(renamed(acls, acl));
            } else {
                refusedByStreams(argument(acl), "run", yaml);
            }
            kafka.allow(List.of(acl));
        }
        String wrong = stream.yaml("wrong", "wrong-" + PASSWORD).toString();
        refusedByStreams("kafka.sasl.jaas.config: ", "run", wrong);
        refusedByStreams("kafka.sasl.jaas.config: ", "alarms", wrong);
        String byField = stream.yaml("field", PASSWORD, "source.key.from: field").toString();
        kafka.createTopic("undercurrent-sensors-streams-undercurrent-by-key-repartition", 1);
        List<AclBinding> repartition = AclPage.read(PAGE, "repartition");
        refusedByStreams(argument(repartition.get(0)), "run", byField);
        kafka.allow(repartition);
        runStreams(0, "run", byField);
        kafka.forbid(repartition);
        kafka.forbid(acls);

        List<AclBinding> alarms = AclPage.read(PAGE, "alarms");
        kafka.allow(alarms);
        kafka.allow(AclPage.read(PAGE, "alarms, read records"));
        yaml = stream.yaml("streams", PASSWORD, "episodes.group.pattern: ^(.)").toString();
        for (AclBinding acl : alarms) {
            if (isCreate(acl)) {
                kafka.forbid(List.of(acl));
                refusedByStreams(argument(acl), "alarms", yaml);
                kafka.allow(List.of(acl));
            }
        }
        runStreams(0, "alarms", yaml);
        for (AclBinding acl : alarms) {
            if (!isCreate(acl)) {
                kafka.forbid(List.of(acl));
                refusedByStreams(argument(acl), "alarms", yaml);
                kafka.allow(List.of(acl));
            }
        }
    }

    private void runStreams(int results, String... args) throws Exception {
        try (ChildJvm job = stream.streams(Map.of(), args)) {
            SecuredStream.awaitRunning(job);
            if (results > 0) {
                Set<String> ids = new HashSet<>();
                var all = kafka.committed(results, "sensors.scores", "sensors.dead-letters");
                all.forEach(record -> ids.add(record.topic() + record.offset()));
                assertThat(all).as(job.tail()).hasSize(results);
            }
            job.terminate();
            job.output();
        }
    }

    private static void refusedBy(Path yaml, String argument) {
        Cli run = Cli.run("", "run", yaml.toString());
        assertThat(run.err()).contains(argument).doesNotContain("\tat ");
        assertThat(run.status()).as(run.err()).isEqualTo(2);
    }

    private void refusedByStreams(String argument, String... args) throws Exception {
        try (ChildJvm job = stream.streams(Map.of(), args)) {
            assertThat(job.status()).as(job::tail).isEqualTo(2);
            assertThat(job.text()).contains(argument).doesNotContain("\tat ");
        }
    }

    private static boolean isCreate(AclBinding acl) {
        return argument(acl).contains("--operation Create");
    }

    /** The same rights for another application, all but one. */
    private static List<AclBinding> renamed(List<AclBinding> acls, AclBinding but) {
        return acls.stream()
                .filter(acl -> !acl.equals(but))
                .filter(acl -> acl.pattern().name().contains("-streams"))
                .map(
                        acl ->
                                new AclBinding(
                                        new org.apache.kafka.common.resource.ResourcePattern(
                                                acl.pattern().resourceType(),
                                                acl.pattern()
                                                        .name()
                                                        .replace("-streams", "-streams-x-streams"),
                                                acl.pattern().patternType()),
                                        acl.entry()))
                .toList();
    }

    /** What a refusal has to ask for, as kafka-acls.sh takes it. */
    private static String argument(AclBinding acl) {
        String operation = acl.entry().operation().toString();
        String spelled =
                operation.equals("DESCRIBE_CONFIGS") ? "DescribeConfigs" : title(operation);
        String type = acl.pattern().resourceType().toString().toLowerCase(java.util.Locale.ROOT);
        String name = acl.pattern().name();
        // Outputs are allowed by their common prefix here, and asked for one by one.
        boolean outputs = name.equals("sensors.");
        String argument =
                String.format(
                        Locale.ROOT,
                        "--operation %s --%s %s",
                        spelled,
                        type.replace('_', '-'),
                        outputs ? "sensors.scores" : name);
        return acl.pattern().patternType() == PatternType.PREFIXED && !outputs
                ? argument + " --resource-pattern-type prefixed"
                : argument;
    }

    private static String title(String operation) {
        return operation.charAt(0) + operation.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
