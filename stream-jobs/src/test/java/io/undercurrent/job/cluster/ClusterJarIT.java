package io.undercurrent.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.UndercurrentJob;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the cluster jar holds: what Flink's class path lacks, and nothing that it provides. */
class ClusterJarIT {
    private static final List<String> LIBRARIES =
            List.of(
                    "com/fasterxml/jackson/",
                    "com/github/luben/zstd/",
                    "de/siegmar/fastcsv/",
                    "io/undercurrent/detect/",
                    "io/undercurrent/job/",
                    "io/undercurrent/mamba2/",
                    "io/undercurrent/schemas/",
                    "io/undercurrent/scorer/",
                    "io/undercurrent/spec/",
                    "io/undercurrent/state/",
                    "io/undercurrent/stream/",
                    "net/jpountz/",
                    "org/apache/avro/",
                    "org/apache/commons/codec/",
                    "org/apache/commons/compress/",
                    "org/apache/commons/io/",
                    "org/apache/commons/lang3/",
                    "org/apache/flink/connector/base/",
                    "org/apache/flink/connector/kafka/",
                    "org/apache/flink/streaming/connectors/kafka/",
                    "org/apache/flink/streaming/util/serialization/JSONKeyValueDeserializationSchema",
                    "org/apache/kafka/",
                    "org/snakeyaml/engine/",
                    "org/xerial/snappy/");

    /**
     * Licences, services, Kafka's message descriptions, and native libraries of zstd and snappy.
     */
    private static final Pattern RESOURCES =
            Pattern.compile(
                    "(META-INF/)?(LICENSE|NOTICE)(\\.txt)?"
                            + "|META-INF/(FastDoubleParser(-ThirdParty)?|Schubfach)-LICENSE"
                            + "|META-INF/MANIFEST\\.MF"
                            + "|META-INF/native-image/org\\.xerial\\.snappy/.*"
                            + "|META-INF/services/(com\\.fasterxml\\.jackson|org\\.apache\\.(avro"
                            + "|kafka))\\..*"
                            + "|META-INF/services/org\\.apache\\.flink\\.table\\.factories\\.Factory"
                            + "|common/message/\\w+\\.(json|md)"
                            + "|kafka/kafka-version\\.properties"
                            + "|(aix|darwin|freebsd|linux|win)/\\w+/libzstd-jni-[^/]*");

    /** Flink prefers a job's own classes in these packages, so that versions may differ. */
    private static final List<String> IN_BOTH =
            List.of(
                    "org/apache/commons/compress/",
                    "org/apache/commons/io/",
                    "org/apache/commons/lang3/",
                    "org/snakeyaml/engine/");

    @Test
    void holdsTheseLibrariesAndNothingElse() throws IOException {
        Set<String> names = files(System.getProperty("cluster.jar"));
        assertThat(names)
                .filteredOn(name -> LIBRARIES.stream().noneMatch(name::startsWith))
                .filteredOn(name -> !RESOURCES.matcher(name).matches())
                .isEmpty();
        assertThat(LIBRARIES)
                .filteredOn(library -> names.stream().noneMatch(name -> name.startsWith(library)))
                .isEmpty();
    }

    @Test
    void holdsNoOtherClassThatFlinkBrings() throws IOException {
        Set<String> names = files(System.getProperty("cluster.jar"));
        for (String jar : FlinkClassPath.entries()) {
            Set<String> provided = files(jar);
            assertThat(provided).anyMatch(name -> name.endsWith(".class"));
            assertThat(provided)
                    .as("also in %s", jar)
                    .filteredOn(name -> name.endsWith(".class") && names.contains(name))
                    .filteredOn(name -> IN_BOTH.stream().noneMatch(name::startsWith))
                    .isEmpty();
        }
    }

    @Test
    void startsOurJobAndIsUnsigned() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("cluster.jar"))) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            String main = manifest.getValue(Attributes.Name.MAIN_CLASS);
            assertThat(main).isEqualTo(UndercurrentJob.class.getName());
            assertThat(jar.getEntry(main.replace('.', '/') + ".class")).isNotNull();
            assertThat(jar.stream())
                    .noneMatch(e -> e.getName().matches("META-INF/.*\\.(SF|RSA|DSA)"));
        }
    }

    /** Flink's log4j binding speaks to slf4j 1.7; beside an slf4j 2 it would say nothing. */
    @Test
    void isBuiltAgainstTheSlf4jThatFlinkBrings() throws IOException {
        String file = "/META-INF/maven/org.slf4j/slf4j-api/pom.properties";
        Properties slf4j = new Properties();
        try (InputStream in = ClusterJarIT.class.getResourceAsStream(file)) {
            slf4j.load(in);
        }
        assertThat(slf4j).containsEntry("version", "1.7.36");
        assertThat(FlinkClassPath.entries()).anyMatch(e -> e.endsWith("slf4j-api-1.7.36.jar"));
    }

    /** The names of all files, those for newer Java releases under their plain names. */
    private static Set<String> files(String path) throws IOException {
        try (JarFile jar = new JarFile(path)) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", ""))
                    .filter(name -> !name.equals("module-info.class"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
