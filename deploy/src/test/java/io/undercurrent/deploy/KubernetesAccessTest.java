package io.undercurrent.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.undercurrent.deploy.NetworkPolicies.Pod;
import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the manifests let whom do: where secrets are, what is writable, who reaches which port, and
 * the rights of the service account.
 */
class KubernetesAccessTest {
    private static final int OWNER_AND_GROUP_READ = 0440;
    private static final Pattern FILE = Pattern.compile("\\$\\{file:([^}]+)}");

    private static final Pod JOB_MANAGER = flinkPod("jobmanager");
    private static final Pod TASK_MANAGER = flinkPod("taskmanager");
    private static final Pod TRAINER = new Pod("undercurrent", Map.of("app", "undercurrent"));
    private static final Pod OPERATOR =
            new Pod(
                    "flink-operator",
                    Map.of("app.kubernetes.io/name", "flink-kubernetes-operator"));
    private static final Pod PROMETHEUS =
            new Pod("monitoring", Map.of("app.kubernetes.io/name", "prometheus"));

    /** Labels do not make a pod of another namespace one of ours. */
    private static final Pod STRANGER = new Pod("elsewhere", JOB_MANAGER.labels());

    @TempDir Path folder;

    @Test
    void noSecretIsInAnEnvironment() throws IOException {
        for (JsonNode pod : pods()) {
            for (JsonNode container : containers(pod)) {
                assertThat(container.path("envFrom")).as("%s", container).isEmpty();
                for (JsonNode variable : container.path("env")) {
                    assertThat(variable.at("/valueFrom/secretKeyRef").isMissingNode())
                            .as("%s", variable)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everySecretIsAFileThatOnlyThePodsUserAndGroupReadAndCannotChange() throws IOException {
        Set<String> secrets = new TreeSet<>();
        for (JsonNode pod : pods()) {
            for (JsonNode volume : pod.path("volumes")) {
                JsonNode secret = volume.path("secret");
                if (!secret.isMissingNode()) {
                    secrets.add(secret.path("secretName").asText());
                    assertThat(secret.path("defaultMode").asInt()).isEqualTo(OWNER_AND_GROUP_READ);
                    assertThat(secret.path("items")).isNotEmpty();
                    for (JsonNode container : pod.path("containers")) {
                        JsonNode mount = mount(container, volume.path("name").asText());
                        assertThat(mount.path("readOnly").asBoolean()).as("%s", mount).isTrue();
                    }
                }
            }
        }
        assertThat(secrets).containsExactly("undercurrent", "undercurrent-storage");
    }

    @Test
    void everyFileThatTheDeclarationNamesIsMountedInEveryPodThatReadsIt() throws IOException {
        JsonNode map = manifests("ConfigMap").get(0);
        Matcher named = FILE.matcher(map.path("data").path("stream.yaml").asText());
        Set<String> files = new TreeSet<>();
        while (named.find()) {
            files.add(named.group(1));
        }
        assertThat(files).hasSize(2);
        for (JsonNode pod : pods()) {
            Set<String> there = new TreeSet<>();
            for (JsonNode volume : pod.path("volumes")) {
                JsonNode mount = mount(pod.path("containers").get(0), volume.path("name").asText());
                for (JsonNode item : volume.at("/secret/items")) {
                    there.add(mount.path("mountPath").asText() + "/" + item.path("path").asText());
                }
            }
            assertThat(there).containsAll(files);
        }
    }

    @Test
    void thePasswordInTheFileReachesTheLogin() throws IOException {
        Path password = Files.writeString(folder.resolve("kafka-password"), "planted\n");
        Path authority = Files.writeString(folder.resolve("kafka-ca.pem"), "certificate");
        String yaml =
                manifests("ConfigMap")
                        .get(0)
                        .path("data")
                        .path("stream.yaml")
                        .asText()
                        .replace("/run/secrets/undercurrent/kafka-password", password.toString())
                        .replace("/run/secrets/undercurrent/kafka-ca.pem", authority.toString());
        StreamSpec spec = StreamSpec.parse(yaml, "stream.yaml");
        assertThat(spec.kafka().get("sasl.jaas.config")).contains("password=\"planted\";");
    }

    @Test
    void everyRootIsReadOnlyAndWhatFlinkWritesIsAVolume() throws IOException {
        for (JsonNode pod : pods()) {
            for (JsonNode container : containers(pod)) {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                        .as("%s", container.path("name"))
                        .isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            }
            assertThat(emptyFolders(pod)).contains("/tmp");
        }
        assertThat(emptyFolders(flink().at("/spec/podTemplate/spec")))
                .contains("/tmp", "/opt/flink/log", "/opt/flink/plugins");
    }

    @Test
    void theFirstContainerKeepsThePluginsOfTheImageAndAddsThatOfTheStorage() throws Exception {
        Path image = folder.resolve("image");
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Files.createDirectories(image.resolve("plugins/metrics-prometheus"));
        Files.writeString(image.resolve("plugins/metrics-prometheus/reporter.jar"), "reporter");
        Files.createDirectories(image.resolve("opt"));
        Files.writeString(image.resolve("opt/flink-s3-fs-presto-2.3.0.jar"), "storage");
        JsonNode first = flink().at("/spec/podTemplate/spec/initContainers/0");
        List<String> command = new ArrayList<>();
        first.path("command").forEach(word -> command.add(word.asText()));
        command.add(
                first.at("/args/0")
                        .asText()
                        .replace("/opt/flink/", image + "/")
                        .replace(" /plugins", " " + volume));
        Process shell = new ProcessBuilder(command).inheritIO().start();
        assertThat(shell.waitFor()).isZero();
        assertThat(volume.resolve("metrics-prometheus/reporter.jar")).hasContent("reporter");
        assertThat(volume.resolve("s3-fs-presto/flink-s3-fs-presto-2.3.0.jar"))
                .hasContent("storage");
        assertThat(first.path("image")).isEqualTo(flink().at("/spec/image"));
    }

    @Test
    void onlyTheOperatorReachesRestAndOnlyFlinksOwnPodsReachItsOtherPorts() throws IOException {
        NetworkPolicies policies = new NetworkPolicies(manifests("NetworkPolicy"));
        List<Pod> everybody =
                List.of(JOB_MANAGER, TASK_MANAGER, TRAINER, OPERATOR, PROMETHEUS, STRANGER);
        Set<Pod> own = Set.of(JOB_MANAGER, TASK_MANAGER);
        for (Pod from : everybody) {
            assertThat(policies.lets(from, JOB_MANAGER, port("rest.port")))
                    .as("%s to REST", from)
                    .isEqualTo(from.equals(OPERATOR));
            for (Pod flink : own) {
                assertThat(policies.lets(from, flink, 9249))
                        .as("%s to metrics of %s", from, flink)
                        .isEqualTo(from.equals(PROMETHEUS));
            }
            for (String option : List.of("jobmanager.rpc.port", "blob.server.port")) {
                assertThat(policies.lets(from, JOB_MANAGER, port(option)))
                        .as("%s to %s", from, option)
                        .isEqualTo(own.contains(from));
            }
            for (String option : List.of("taskmanager.rpc.port", "taskmanager.data.port")) {
                assertThat(policies.lets(from, TASK_MANAGER, port(option)))
                        .as("%s to %s", from, option)
                        .isEqualTo(own.contains(from));
            }
            for (Pod flink : own) {
                int queries = port("metrics.internal.query-service.port");
                assertThat(policies.lets(from, flink, queries)).isEqualTo(own.contains(from));
                assertThat(policies.lets(from, flink, 5005)).as("another port").isFalse();
            }
            assertThat(policies.lets(from, TRAINER, 8081)).as("%s to the trainer", from).isFalse();
        }
        assertThat(port("high-availability.jobmanager.port"))
                .isEqualTo(port("jobmanager.rpc.port"));
    }

    @Test
    void thereIsNoUploadOfJars() throws IOException {
        JsonNode configuration = flink().at("/spec/flinkConfiguration");
        assertThat(configuration.path("web.submit.enable").asText()).isEqualTo("false");
    }

    @Test
    void theAccountHasNoRightThatFlinkDoesNotUse() throws IOException {
        Map<String, Set<String>> verbs = new HashMap<>();
        for (JsonNode rule : manifests("Role").get(0).path("rules")) {
            for (JsonNode resource : rule.path("resources")) {
                Set<String> of = verbs.computeIfAbsent(resource.asText(), r -> new TreeSet<>());
                rule.path("verbs").forEach(verb -> of.add(verb.asText()));
                if (resource.asText().startsWith("deployments")) {
                    assertThat(rule.at("/resourceNames/0")).isEqualTo(flink().at("/metadata/name"));
                    assertThat(rule.path("resourceNames")).hasSize(1);
                }
            }
        }
        assertThat(verbs.keySet())
                .containsExactlyInAnyOrder(
                        "pods", "configmaps", "deployments", "deployments/finalizers");
        assertThat(verbs.get("pods"))
                .containsExactlyInAnyOrder("get", "list", "watch", "create", "delete");
        assertThat(verbs.get("deployments")).containsExactlyInAnyOrder("get", "delete");
        assertThat(verbs.get("deployments/finalizers")).containsExactly("update");
        assertThat(verbs.get("configmaps")).doesNotContain("*").hasSize(8);
    }

    @Test
    void aDrainLeavesAJobManager() throws IOException {
        JsonNode budget = manifests("PodDisruptionBudget").get(0);
        Map<String, String> labels = new HashMap<>();
        budget.at("/spec/selector/matchLabels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        assertThat(labels).isEqualTo(JOB_MANAGER.labels());
        assertThat(budget.at("/spec/minAvailable").asInt())
                .isPositive()
                .isLessThan(flink().at("/spec/jobManager/replicas").asInt());
    }

    private static int port(String option) throws IOException {
        return Integer.parseInt(flink().at("/spec/flinkConfiguration").path(option).asText());
    }

    private static Pod flinkPod(String component) {
        return new Pod("undercurrent", Map.of("app", "undercurrent", "component", component));
    }

    /** Where a pod's first container mounts folders that are empty at its start. */
    private static List<String> emptyFolders(JsonNode pod) {
        List<String> paths = new ArrayList<>();
        for (JsonNode volume : pod.path("volumes")) {
            if (volume.has("emptyDir")) {
                String name = volume.path("name").asText();
                paths.add(mount(pod.path("containers").get(0), name).path("mountPath").asText());
            }
        }
        return paths;
    }

    private static JsonNode mount(JsonNode container, String volume) {
        for (JsonNode mount : container.path("volumeMounts")) {
            if (mount.path("name").asText().equals(volume)) {
                return mount;
            }
        }
        throw new AssertionError(container.path("name") + " does not mount " + volume);
    }

    private static List<JsonNode> containers(JsonNode pod) {
        List<JsonNode> all = new ArrayList<>();
        pod.path("initContainers").forEach(all::add);
        pod.path("containers").forEach(all::add);
        return all;
    }

    private static List<JsonNode> pods() throws IOException {
        return List.of(
                flink().at("/spec/podTemplate/spec"),
                manifests("CronJob").get(0).at("/spec/jobTemplate/spec/template/spec"));
    }

    private static JsonNode flink() throws IOException {
        return manifests("FlinkDeployment").get(0);
    }

    private static List<JsonNode> manifests(String kind) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (Path file : Checkout.files("deploy/kubernetes", ".yaml")) {
            for (JsonNode manifest : Checkout.yaml(file)) {
                if (manifest.path("kind").asText().equals(kind)) {
                    found.add(manifest);
                }
            }
        }
        assertThat(found).as(kind).isNotEmpty();
        return found;
    }
}
