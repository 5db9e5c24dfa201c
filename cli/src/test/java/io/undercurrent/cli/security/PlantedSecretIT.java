package io.undercurrent.cli.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Child;
import io.undercurrent.stream.trial.AclPage;
import io.undercurrent.stream.trial.ChildJvm;
import io.undercurrent.stream.trial.Patience;
import io.undercurrent.stream.trial.RegistryEvents;
import io.undercurrent.stream.trial.SecretSearch;
import io.undercurrent.stream.trial.SecuredKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A password of two halves, one from the environment and one from a file, is looked for in all that
 * a run leaves behind, a failure in it included. The broker and the schema registry both have it.
 * The same search finds what is no secret, so it can find.
 */
@Tag("slow")
class PlantedSecretIT {
    private static final Path PAGE = Path.of("..", "docs", "security.md");
    private static final String VARIABLE = "PLANTED_HALF";

    /** Begins the name of each output topic; which of them fails first differs. */
    private static final String MARK = "sensors.";

    private static final int EVENTS = 60;

    private final String ofEnvironment = "planted-" + Long.toHexString(System.nanoTime());
    private final String ofFile = "buried-" + Long.toHexString(System.nanoTime());
    private final Map<String, String> environment =
            Map.of(VARIABLE, ofEnvironment, "UNDERCURRENT_LOG", "info");
    private final SecretSearch secrets = new SecretSearch(ofEnvironment, ofFile);
    private final SecretSearch mark = new SecretSearch(MARK);

    @TempDir Path folder;
    @TempDir Path hidden;
    private SecuredKafka kafka;
    private SecuredStream stream;
    private RegistryEvents registered;
    private String reference;

    @BeforeEach
    void start() throws Exception {
        kafka = SecuredKafka.start(folder, ofEnvironment + ofFile);
        kafka.createTopic("sensors", 1);
        stream = new SecuredStream(kafka, folder);
        registered = stream.register();
        registered.registry.authorization =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        ("reader:" + ofEnvironment + ofFile).getBytes(UTF_8));
        stream.send(EVENTS);
        Path file = Files.writeString(hidden.resolve("half"), ofFile + "\n");
        reference = "${" + VARIABLE + "}${file:" + file + "}";
        kafka.allow(AclPage.read(PAGE, "create"));
    }

    @AfterEach
    void stop() {
        registered.close();
        kafka.close();
    }

    private String yaml(String name) throws Exception {
        String registry =
                String.format(
                        Locale.ROOT,
                        "registry: {url: \"%s\", user: reader, password: \"%s\"}",
                        registered.registry.url(),
                        reference);
        return stream.yaml(
                        name,
                        reference,
                        "source.avro.encoding: confluent",
                        "job.rest.port: 0",
                        registry)
                .toString();
    }

    /** A schema that appears while the job runs is asked for with the password, and is scored. */
    private void grow() {
        int asked = registered.registry.requests.size();
        stream.grow();
        stream.send(EVENTS);
        assertThat(kafka.committed(stream.sent(), "sensors.scores", "sensors.dead-letters"))
                .hasSize(stream.sent());
        assertThat(registered.registry.requests).hasSizeGreaterThan(asked);
    }

    @Test
    void onFlink() throws Exception {
        List<AclBinding> acls = AclPage.read(PAGE, "run");
        kafka.allow(acls);
        String yaml = yaml("flink");
        try (Child run = Child.start(folder, environment, "run", yaml)) {
            run.awaitLine("running: ");
            kafka.committed(stream.sent(), "sensors.scores", "sensors.dead-letters");
            grow();
            FlinkRest rest = FlinkRest.of(run.awaitLine("Flink's REST interface at "));
            fail(acls);
            Patience.await(
                    "the failure to show",
                    () -> rest.exceptions().contains("TopicAuthorizationException"));
            Map<String, String> answers = rest.everything();
            answers.put("exceptions", rest.exceptions());
            assertThat(answers).hasSizeGreaterThan(20);
            assertThat(answers.values()).as("the search can find").anyMatch(mark::isIn);
            answers.forEach(
                    (path, answer) ->
                            assertThat(secrets.isIn(answer)).as("a secret in %s", path).isFalse());
            checkFiles("flink"); // while the job's graph and blobs are there
            kafka.allow(acls);
            assertThat(kafka.committed(stream.sent(), "sensors.scores", "sensors.dead-letters"))
                    .as("results, after the right to write them came back")
                    .hasSize(stream.sent());
            run.terminate();
            assertThat(run.status()).as(run.output()).isZero();
            assertThat(mark.isIn(run.output())).as("the search can find").isTrue();
            assertThat(secrets.isIn(run.output())).as(run.output()).isFalse();
        }
        checkFiles("flink");
        assertThat(new SecretSearch("undercurrent-sensors").filesIn(folder.resolve("flink")))
                .as("the search can find in a savepoint: its transactional ids")
                .isNotEmpty();
    }

    @Test
    @Tag("nightly") // the same declaration and clients as on Flink
    void onKafkaStreams() throws Exception {
        List<AclBinding> acls = AclPage.read(PAGE, "run on kafka-streams");
        kafka.allow(acls);
        String yaml = yaml("streams");
        try (ChildJvm run = stream.streams(environment, "run", yaml)) {
            SecuredStream.awaitRunning(run);
            kafka.committed(stream.sent(), "sensors.scores", "sensors.dead-letters");
            grow();
            fail(acls);
            assertThat(run.status()).as(run::tail).isEqualTo(1);
            assertThat(run.text()).contains("the brokers do not allow this user what is needed");
            assertThat(mark.isIn(run.text())).as("the search can find").isTrue();
            assertThat(secrets.isIn(run.text())).as(run.tail()).isFalse();
        }
        checkFiles("streams");
    }

    /** Takes the right to write results away, and has some to write. */
    private void fail(List<AclBinding> acls) throws Exception {
        kafka.forbid(
                acls.stream()
                        .filter(acl -> acl.pattern().resourceType() == ResourceType.TOPIC)
                        .filter(acl -> acl.pattern().name().equals("sensors."))
                        .filter(acl -> acl.entry().operation() == AclOperation.WRITE)
                        .toList());
        stream.send(EVENTS);
    }

    /** Checkpoints, stores, temporary files, logs, and the broker's topics with their headers. */
    private void checkFiles(String name) throws Exception {
        assertThat(mark.filesIn(folder)).as("the search can find").isNotEmpty();
        assertThat(secrets.filesIn(folder)).as("files of %s with a secret in them", name).isEmpty();
    }
}
