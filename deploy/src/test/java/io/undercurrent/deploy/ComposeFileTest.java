package io.undercurrent.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undercurrent.demo.compose.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml promises whoever starts it: no port but on loopback, no root, limits. */
class ComposeFileTest {
    private static final Set<String> RUN_TO_AN_END = Set.of("topics", "trainer", "trainer-gpu");

    /** An image by a tag with a version, for people, and by the digest that Docker pulls. */
    private static final String PINNED = "[a-z0-9./-]+:v?\\d[\\w.-]*@sha256:[0-9a-f]{64}";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)[^}]*}");

    @Test
    void everyPortIsOnLoopbackAndNoTwoAreTheSame() throws IOException {
        Set<String> seen = new TreeSet<>();
        Map<String, String> env = env();
        services()
                .forEach(
                        (name, service) -> {
                            for (JsonNode port : service.path("ports")) {
                                assertThat(port.asText()).as(name).startsWith("127.0.0.1:${");
                                Matcher variable = VARIABLE.matcher(port.asText());
                                assertThat(variable.find()).isTrue();
                                assertThat(seen.add(env.get(variable.group(1)))).as(name).isTrue();
                            }
                        });
        assertThat(seen).hasSizeGreaterThan(4);
    }

    @Test
    void everyServiceIsConfined() throws IOException {
        services()
                .forEach(
                        (name, service) -> {
                            assertThat(service.path("mem_limit").asText()).as(name).isNotEmpty();
                            assertThat(service.path("cap_drop").path(0).asText())
                                    .as(name)
                                    .isEqualTo("ALL");
                            assertThat(service.path("security_opt").path(0).asText())
                                    .as(name)
                                    .isEqualTo("no-new-privileges:true");
                            // The registry's image names its own user, which is not root.
                            if (!name.equals("registry")) {
                                assertThat(service.path("user").asText())
                                        .as(name)
                                        .matches("[1-9]\\d*:\\d+");
                            }
                            assertThat(service.path("privileged").asBoolean()).as(name).isFalse();
                            boolean writes = service.path("image").asText().contains("/flink:");
                            assertThat(service.path("read_only").asBoolean())
                                    .as(name)
                                    .isEqualTo(!writes);
                        });
    }

    @Test
    void everyServiceThatStaysIsWatchedAndComesBack() throws IOException {
        services()
                .forEach(
                        (name, service) -> {
                            boolean ends = RUN_TO_AN_END.contains(name);
                            assertThat(service.path("restart").asText())
                                    .as(name)
                                    .isEqualTo(ends ? "no" : "unless-stopped");
                            assertThat(service.has("healthcheck")).as(name).isEqualTo(!ends);
                        });
    }

    @Test
    void everyVariableIsDocumentedAndEveryImagePinned() throws IOException {
        String compose = Files.readString(Checkout.file("docker-compose.yml"));
        Map<String, String> env = env();
        Set<String> used = new TreeSet<>();
        Matcher variable = VARIABLE.matcher(compose);
        while (variable.find()) {
            used.add(variable.group(1));
        }
        assertThat(env.keySet()).containsAll(used);
        Set<String> others = Set.of("COMPOSE_PROJECT_NAME");
        assertThat(env.keySet()).filteredOn(n -> !others.contains(n)).isSubsetOf(used);
        env.forEach(
                (name, value) -> {
                    if (isForeignImage(name)) {
                        assertThat(value).as(name).matches(PINNED);
                    }
                });
        services()
                .forEach(
                        (name, service) ->
                                assertThat(service.path("image").asText())
                                        .as(name)
                                        .containsPattern("\\$\\{[A-Z_]+_(IMAGE|VERSION)}"));
    }

    @Test
    void aTagAloneOrAMalformedDigestIsFound() {
        String digest = "0123456789abcdef".repeat(4);
        assertThat("quay.io/name/image:1.2.3@sha256:" + digest).matches(PINNED);
        assertThat("image:1.2.3").doesNotMatch(PINNED);
        assertThat("image@sha256:" + digest).doesNotMatch(PINNED);
        assertThat("image:latest@sha256:" + digest).doesNotMatch(PINNED);
        assertThat("image:1.2.3@sha256:" + digest.substring(1)).doesNotMatch(PINNED);
        assertThat("image:1.2.3@sha256:" + digest + "0").doesNotMatch(PINNED);
        assertThat("image:1.2.3@sha256:" + digest.replace('f', 'g')).doesNotMatch(PINNED);
        assertThat("image:1.2.3@sha256:" + digest.toUpperCase(Locale.ROOT)).doesNotMatch(PINNED);
        assertThat("image:1.2.3@" + digest).doesNotMatch(PINNED);
    }

    @Test
    void noTwoImagesHaveTheSameDigest() throws IOException {
        Set<String> digests = new TreeSet<>();
        env().forEach(
                        (name, value) -> {
                            if (isForeignImage(name)) {
                                String digest = value.substring(value.indexOf('@') + 1);
                                assertThat(digests.add(digest)).as(name).isTrue();
                            }
                        });
        assertThat(digests).hasSize(7);
    }

    @Test
    void theDockerfilesDefaultsAreThoseOfTheCompose() throws IOException {
        Map<String, String> env = env();
        Matcher base =
                Pattern.compile("(?m)^ARG ([A-Z]+_BASE)=(.+)$")
                        .matcher(Files.readString(Checkout.file("deploy/docker/Dockerfile")));
        int bases = 0;
        while (base.find()) {
            assertThat(base.group(2)).as(base.group(1)).isEqualTo(env.get(base.group(1)));
            bases++;
        }
        assertThat(bases).isEqualTo(3);
    }

    @Test
    void theFirstVariableOfEachGroupHasAComment() throws IOException {
        String before = "";
        for (String line : Files.readAllLines(Checkout.file(".env"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                assertThat(before).as("the line before %s", line).isNotBlank();
            }
            before = line;
        }
    }

    /** Whether a variable names an image that is not ours. */
    private static boolean isForeignImage(String variable) {
        return variable.endsWith("_IMAGE") || variable.endsWith("_BASE");
    }

    private static Map<String, JsonNode> services() throws IOException {
        JsonNode file = Checkout.yaml(Checkout.file("docker-compose.yml")).get(0);
        Map<String, JsonNode> services = new LinkedHashMap<>();
        file.path("services")
                .properties()
                .forEach(e -> services.put(e.getKey(), merged(e.getValue())));
        assertThat(services).hasSizeGreaterThan(10);
        return services;
    }

    /** YAML 1.1's merge key, which both composes know and this parser does not. */
    private static JsonNode merged(JsonNode service) {
        if (!service.has("<<")) {
            return service;
        }
        ObjectNode merged = service.path("<<").deepCopy();
        service.properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
        merged.remove("<<");
        return merged;
    }

    private static Map<String, String> env() throws IOException {
        return Project.defaults(Checkout.ROOT);
    }
}
