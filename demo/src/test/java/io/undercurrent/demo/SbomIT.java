package io.undercurrent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The bill of materials against what lies in the folders that are shipped. */
@DisabledIfSystemProperty(
        named = "sbom.skip",
        matches = "true",
        disabledReason = "this build makes no bill of materials; -Pit does")
@DisabledIfSystemProperty(
        named = "sbom.offline",
        matches = "offline: true",
        disabledReason = "Maven is offline, where the modules' bills are not made")
class SbomIT {
    private static final Path LIB = Path.of(System.getProperty("program.lib"));
    private static JsonNode bill;
    private static final Map<String, JsonNode> COMPONENTS = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        bill = new ObjectMapper().readTree(LIB.resolveSibling("sbom.json").toFile());
        bill.path("components").forEach(c -> COMPONENTS.put(c.path("bom-ref").asText(), c));
    }

    @Test
    void everyJarThatIsShippedIsThereAndNoOther() throws IOException {
        Set<String> shipped = new TreeSet<>(Set.of("undercurrent-cluster.jar"));
        for (String folder : List.of("", "flink/", "kafka-streams/")) {
            try (Stream<Path> files = Files.list(LIB.resolve(folder))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".jar"))
                        .forEach(name -> shipped.add("lib/" + folder + name));
            }
        }
        assertThat(shipped).hasSizeGreaterThan(100);
        assertThat(COMPONENTS.keySet()).isEqualTo(shipped);
    }

    @Test
    void everyLibraryHasCoordinatesThatAScannerFindsAndItsFilesHash() throws Exception {
        for (var component : COMPONENTS.entrySet()) {
            String path = component.getKey();
            JsonNode of = component.getValue();
            Path file =
                    path.startsWith("lib/")
                            ? LIB.resolve(path.substring("lib/".length()))
                            : Path.of(System.getProperty("cluster.jar"));
            var digest = MessageDigest.getInstance("SHA-256");
            assertThat(of.at("/hashes/0/content").asText())
                    .as(path)
                    .isEqualTo(HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))));
            if (path.startsWith("lib/")) {
                assertThat(of.path("purl").asText())
                        .as(path)
                        .startsWith("pkg:maven/")
                        .doesNotContain("null");
            }
        }
        JsonNode kafka = COMPONENTS.get("lib/kafka-streams/" + file("kafka-streams", "rocksdbjni"));
        assertThat(kafka.path("group").asText()).isEqualTo("org.rocksdb");
    }

    @Test
    void whatFlinkShadesIsListedWithItsVersion() throws IOException {
        String netty = file("flink", "flink-shaded-netty");
        String nettyVersion = netty.replaceAll("flink-shaded-netty-(.*)-\\d+\\.0\\.jar", "$1");
        assertThat(within("lib/flink/" + netty)).contains("io.netty:netty-all:" + nettyVersion);
        String keeper = file("flink", "flink-shaded-zookeeper");
        assertThat(within("lib/flink/" + keeper))
                .contains("io.netty:netty-handler:" + nettyVersion)
                .anyMatch(name -> name.startsWith("org.apache.zookeeper:zookeeper:3."));
        assertThat(within("lib/flink/" + file("flink", "flink-rpc-akka-loader")))
                .anyMatch(name -> name.startsWith("org.apache.pekko:pekko-remote_"))
                .contains("io.netty:netty-handler:" + nettyVersion);
        assertThat(within("lib/flink/" + file("flink", "flink-shaded-jackson")))
                .anyMatch(name -> name.startsWith("com.fasterxml.jackson.core:jackson-databind:"));
    }

    @Test
    void theClusterJarListsWhatIsMergedIntoIt() {
        assertThat(within("undercurrent-cluster.jar"))
                .anyMatch(name -> name.startsWith("org.apache.kafka:kafka-clients:"))
                .anyMatch(name -> name.startsWith("org.apache.avro:avro:"))
                .anyMatch(name -> name.startsWith("io.undercurrent:stream-core:"))
                .anyMatch(name -> name.startsWith("io.undercurrent:stream-jobs:"))
                .noneMatch(name -> name.contains(":flink-runtime:"))
                .noneMatch(name -> name.contains(":command-base:"))
                .noneMatch(name -> name.contains(":kafka-streams:"));
    }

    private static List<String> within(String path) {
        List<String> names = new ArrayList<>();
        for (JsonNode inner : COMPONENTS.get(path).path("components")) {
            names.add(
                    inner.path("group").asText()
                            + ":"
                            + inner.path("name").asText()
                            + ":"
                            + inner.path("version").asText());
        }
        return names;
    }

    private static String file(String folder, String start) throws IOException {
        try (Stream<Path> files = Files.list(LIB.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(start + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
