package io.undercurrent.testing.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bill of materials reads out of jars that are made here. */
class BillOfMaterialsTest {
    @TempDir Path folder;

    private Path lib;
    private Path out;

    @BeforeEach
    void folders() throws IOException {
        lib = folder.resolve("lib");
        Files.createDirectories(lib.resolve("flink"));
        Files.createDirectories(lib.resolve("kafka-streams"));
        out = folder.resolve("sbom.json");
    }

    @Test
    void shadedLibrariesAreFoundInEachWayThatAJarTellsThem() throws IOException {
        Map<String, byte[]> inner = new LinkedHashMap<>();
        inner.put("META-INF/maven/deep/down/pom.properties", pom("deep", "down", "7"));
        Map<String, byte[]> outer = new LinkedHashMap<>();
        outer.put("META-INF/maven/own/outer/pom.properties", pom("own", "outer", "1.5"));
        outer.put("META-INF/maven/other/shaded/pom.properties", pom("other", "shaded", "2"));
        outer.put("META-INF/io.netty.versions.properties", text("netty-x.version=4.2.6.Final"));
        outer.put("META-INF/NOTICE", text("Bundled:\n\n- g.h:from-notice:3.0-rc1\n- and prose\n"));
        outer.put("inner.jar", jar(inner));
        Files.write(lib.resolve("flink/outer-1.5.jar"), jar(outer));

        JsonNode bill = run(jar(Map.of()));
        JsonNode component = bill.at("/components/0");
        assertThat(component.path("purl").asText()).isEqualTo("pkg:maven/own/outer@1.5");
        assertThat(component.path("bom-ref").asText()).isEqualTo("lib/flink/outer-1.5.jar");
        assertThat(purls(component))
                .containsExactly(
                        "pkg:maven/deep/down@7",
                        "pkg:maven/g.h/from-notice@3.0-rc1",
                        "pkg:maven/io.netty/netty-x@4.2.6.Final",
                        "pkg:maven/other/shaded@2");
    }

    @Test
    void theClusterJarListsTheJarsWhoseClassesAreInIt() throws IOException {
        Map<String, byte[]> in = Map.of("a/In.class", text("in"), "a/Left.class", text("left"));
        Files.write(lib.resolve("merged-1.jar"), jar(in));
        Files.write(lib.resolve("other-1.jar"), jar(Map.of("a/In.class", text("another in"))));
        JsonNode bill = run(jar(Map.of("a/In.class", text("in"))));
        JsonNode cluster = bill.path("components").get(2);
        assertThat(cluster.path("name").asText()).isEqualTo("undercurrent-cluster.jar");
        assertThat(cluster.path("components"))
                .singleElement()
                .satisfies(c -> assertThat(c.path("name").asText()).isEqualTo("merged"));
    }

    @Test
    void whatNoJarTellsComesFromTheModulesBillByTheFilesChecksum() throws IOException {
        byte[] jar = jar(Map.of("a/B.class", text("b")));
        Files.write(lib.resolve("mute-3.jar"), jar);
        run(jar(Map.of())); // without a bill the group is not known
        JsonNode alone = new ObjectMapper().readTree(out.toFile()).at("/components/0");
        assertThat(alone.has("purl")).isFalse();
        assertThat(alone.path("version").asText()).isEqualTo("3");
        String known =
                String.format(
                        Locale.ROOT,
                        "{\"components\": [{\"group\": \"g\", \"name\": \"mute\", \"version\": \"3\","
                                + " \"licenses\": [{\"license\": {\"id\": \"MIT\"}}],"
                                + " \"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"%s\"}]}]}",
                        alone.at("/hashes/0/content").asText());
        Path module = Files.writeString(folder.resolve("module.json"), known);
        JsonNode found = run(jar(Map.of()), module.toString()).at("/components/0");
        assertThat(found.path("purl").asText()).isEqualTo("pkg:maven/g/mute@3");
        assertThat(found.at("/licenses/0/license/id").asText()).isEqualTo("MIT");
    }

    @Test
    void theSameJarsGiveTheSameBytes() throws IOException {
        Files.write(lib.resolve("a-1.jar"), jar(Map.of("a/B.class", text("b"))));
        Files.write(lib.resolve("kafka-streams/b-1.jar"), jar(Map.of("b/B.class", text("b"))));
        run(jar(Map.of()));
        byte[] first = Files.readAllBytes(out);
        run(jar(Map.of()));
        assertThat(out).hasBinaryContent(first);
    }

    @Test
    void withoutAModulesBillNoneIsWrittenAndNoEarlierOneStays() throws IOException {
        run(jar(Map.of()));
        Path absent = folder.resolve("absent.json");
        String[] args = {
            "1.0",
            lib.toString(),
            folder.resolve("cluster.jar").toString(),
            out.toString(),
            absent.toString()
        };
        BillOfMaterials.main(args);
        assertThat(out).doesNotExist();
    }

    private JsonNode run(byte[] cluster, String... modules) throws IOException {
        Path clusterJar = Files.write(folder.resolve("cluster.jar"), cluster);
        List<String> args = new ArrayList<>();
        args.addAll(List.of("1.0", lib.toString(), clusterJar.toString(), out.toString()));
        args.addAll(List.of(modules));
        BillOfMaterials.main(args.toArray(String[]::new));
        JsonNode bill = new ObjectMapper().readTree(out.toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        return bill;
    }

    private static List<String> purls(JsonNode component) {
        List<String> purls = new ArrayList<>();
        component.path("components").forEach(c -> purls.add(c.path("purl").asText()));
        return purls;
    }

    private static byte[] pom(String group, String name, String version) {
        return text("groupId=" + group + "\nartifactId=" + name + "\nversion=" + version + "\n");
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] jar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(1_700_000_000_000L);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
