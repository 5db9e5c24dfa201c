package io.undercurrent.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonParser;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The manifests against the schemas that they are for: Kubernetes' own kinds against the client's
 * models, FlinkDeployment against the operator's resource definition. Both would let an unknown
 * field pass in silence on a cluster; here it fails.
 */
class KubernetesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEFINITION =
            "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    @TempDir Path folder;

    /** The published definition is older than the operator's release that knows Flink 2. */
    private static final String FLINK_VERSION = "v2_2";

    private static JsonNode definition;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = KubernetesTest.class.getResourceAsStream(DEFINITION)) {
            Object read =
                    new Load(LoadSettings.builder().setCodePointLimit(8 << 20).build())
                            .loadFromInputStream(in);
            definition = JSON.valueToTree(read);
        }
    }

    @Test
    void everyManifestIsOfAKindThatIsChecked() throws IOException {
        for (Path file : Checkout.files("deploy/kubernetes", ".yaml")) {
            for (JsonNode manifest : Checkout.yaml(file)) {
                check(manifest);
            }
        }
    }

    @Test
    void aMisspeltFieldIsFound() throws IOException {
        JsonNode deployment = flink();
        ((ObjectNode) deployment.path("spec").path("job")).put("upgradeMod", "last-state");
        assertThatThrownBy(() -> check(deployment)).hasMessageContaining("upgradeMod");
        JsonNode trainer =
                Checkout.yaml(Checkout.file("deploy/kubernetes/trainer-cronjob.yaml")).get(0);
        ((ObjectNode) trainer.path("spec")).put("shedule", "daily");
        assertThatThrownBy(() -> check(trainer)).hasMessageContaining("shedule");
    }

    @Test
    void theDeclarationInTheConfigMapIsAccepted() throws IOException {
        JsonNode map = Checkout.yaml(Checkout.file("deploy/kubernetes/stream-config.yaml")).get(0);
        Path ca = Files.writeString(folder.resolve("ca.pem"), "certificate");
        Path password = Files.writeString(folder.resolve("password"), "secret");
        String text =
                map.path("data")
                        .path("stream.yaml")
                        .asText()
                        .replace("/run/secrets/undercurrent/kafka-ca.pem", ca.toString())
                        .replace("/run/secrets/undercurrent/kafka-password", password.toString());
        StreamSpec spec = StreamSpec.parse(text, "stream.yaml");
        JsonNode deployed = flink().path("spec");
        assertThat(spec.job().parallelism()).isEqualTo(deployed.at("/job/parallelism").asInt());
        JsonNode flink = deployed.path("flinkConfiguration");
        assertThat(spec.checkpoint().folder())
                .isEqualTo(flink.path("execution.checkpointing.dir").asText());
        assertThat(spec.job().maxParallelism())
                .isEqualTo(Integer.parseInt(flink.path("pipeline.max-parallelism").asText()));
    }

    @Test
    void nothingRunsAsRoot() throws IOException {
        JsonNode cron =
                Checkout.yaml(Checkout.file("deploy/kubernetes/trainer-cronjob.yaml")).get(0);
        for (JsonNode pod :
                List.of(
                        flink().at("/spec/podTemplate/spec"),
                        cron.at("/spec/jobTemplate/spec/template/spec"))) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            for (JsonNode container : pod.path("containers")) {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            }
        }
    }

    private static JsonNode flink() throws IOException {
        return Checkout.yaml(Checkout.file("deploy/kubernetes/flink-deployment.yaml")).get(0);
    }

    private static void check(JsonNode manifest) throws IOException {
        boolean isSpace = manifest.path("kind").asText().equals("Namespace");
        assertThat(manifest.at(isSpace ? "/metadata/name" : "/metadata/namespace").asText())
                .isEqualTo("undercurrent");
        String json = manifest.toString();
        switch (manifest.path("kind").asText()) {
            case "ConfigMap" -> V1ConfigMap.validateJsonElement(JsonParser.parseString(json));
            case "CronJob" -> V1CronJob.validateJsonElement(JsonParser.parseString(json));
            case "PersistentVolumeClaim" ->
                    V1PersistentVolumeClaim.validateJsonElement(JsonParser.parseString(json));
            case "NetworkPolicy" ->
                    V1NetworkPolicy.validateJsonElement(JsonParser.parseString(json));
            case "PodDisruptionBudget" ->
                    V1PodDisruptionBudget.validateJsonElement(JsonParser.parseString(json));
            case "Namespace" -> V1Namespace.validateJsonElement(JsonParser.parseString(json));
            case "ServiceAccount" ->
                    V1ServiceAccount.validateJsonElement(JsonParser.parseString(json));
            case "Role" -> V1Role.validateJsonElement(JsonParser.parseString(json));
            case "RoleBinding" -> V1RoleBinding.validateJsonElement(JsonParser.parseString(json));
            case "FlinkDeployment" -> checkFlink(manifest);
            default -> throw new AssertionError("no schema for " + manifest.path("kind"));
        }
    }

    private static void checkFlink(JsonNode manifest) {
        JsonNode version = definition.at("/spec/versions/0");
        assertThat(manifest.path("apiVersion").asText())
                .isEqualTo("flink.apache.org/" + version.path("name").asText());
        assertThat(manifest.at("/spec/flinkVersion").asText()).isEqualTo(FLINK_VERSION);
        JsonNode schema = version.at("/schema/openAPIV3Schema/properties/spec").deepCopy();
        ((ObjectNode) schema.at("/properties/flinkVersion")).remove("enum");
        close(schema);
        var problems =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                        .getSchema(schema)
                        .validate(manifest.path("spec"));
        assertThat(problems).as("%s", problems).isEmpty();
    }

    /** Nothing but the named properties, at any depth. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode node
                && node.path("properties").isObject()
                && !node.has("additionalProperties")
                && !node.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            node.put("additionalProperties", false);
        }
        schema.forEach(KubernetesTest::close);
    }
}
