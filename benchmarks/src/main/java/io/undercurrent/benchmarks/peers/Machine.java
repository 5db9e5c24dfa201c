package io.undercurrent.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/** What a run ran on. */
final class Machine {
    private Machine() {}

    static List<String> describe() throws IOException {
        OperatingSystemMXBean os =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "machine: %s, %d cores, %.0f GiB of memory, %s %s; load at the start %.1f",
                        processor(),
                        os.getAvailableProcessors(),
                        os.getTotalMemorySize() / (double) (1 << 30),
                        os.getName(),
                        os.getVersion(),
                        os.getSystemLoadAverage()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "JVM: %s %s, heap of at most %,d MiB, %s",
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.runtime.version"),
                        Runtime.getRuntime().maxMemory() >> 20,
                        String.join(
                                ", ",
                                ManagementFactory.getGarbageCollectorMXBeans().stream()
                                        .map(GarbageCollectorMXBean::getName)
                                        .toList())));
        lines.add(
                "versions: Flink "
                        + EnvironmentInformation.getVersion()
                        + ", Kafka "
                        + AppInfoParser.getVersion()
                        + ", RandomCutForest "
                        + jar("randomcutforest-parkservices-"));
        return lines;
    }

    /** The version that a jar of the class path has in its name. */
    static String jar(String prefix) {
        return Stream.of(
                        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .map(path -> Path.of(path).getFileName().toString())
                .filter(name -> name.startsWith(prefix) && name.endsWith(".jar"))
                .map(name -> name.substring(prefix.length(), name.length() - ".jar".length()))
                .findFirst()
                .orElse("of unknown version");
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return System.getProperty("os.arch");
        }
        return Files.readString(info)
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
