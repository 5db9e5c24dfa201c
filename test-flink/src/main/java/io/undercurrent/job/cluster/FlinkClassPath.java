package io.undercurrent.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the class path of a Flink installation from the test's own: Flink, its dependencies, slf4j
 * and log4j.
 *
 * <p>Our modules, the Kafka connector and clients, the State Processor, Avro and Jackson must not
 * be on it, or a class missing in the cluster jar would go unnoticed; therefore only jars on the
 * list are allowed. Versions are those of the build; an installation may have other versions of
 * commons and snakeyaml-engine.
 */
public final class FlinkClassPath {
    private static final Pattern PROVIDED =
            Pattern.compile(
                    "(flink(?!-connector-(kafka|base)|-state-processor)-.*"
                            + "|commons-(cli|collections|compress|io|lang3|math3|text)-.*"
                            + "|kryo|reflectasm|objenesis|minlog|RoaringBitmap|javassist|jsr305"
                            + "|async-profiler|frocksdbjni|slf4j-api|snakeyaml-engine"
                            + "|log4j-(api|core|slf4j-impl))-?[0-9].*\\.jar");

    private FlinkClassPath() {}

    /** The jars, in the order of the test's class path. */
    public static List<String> entries() {
        List<String> provided =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(FlinkClassPath::isProvided)
                        .toList();
        assertThat(provided).anyMatch(entry -> entry.contains("flink-runtime-"));
        return provided;
    }

    /** The jars as an argument of a JVM. */
    public static String text() {
        return String.join(File.pathSeparator, entries());
    }

    private static boolean isProvided(String entry) {
        return PROVIDED.matcher(Path.of(entry).getFileName().toString()).matches();
    }
}
