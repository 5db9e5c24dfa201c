package io.undercurrent.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is shipped has nothing of the lab, and says what is missing. */
class ShippedProgramIT {
    private static final Path LIB = Path.of(System.getProperty("program.lib"));
    private static final List<Path> SHIPPED = List.of(LIB, LIB.resolve("flink"));
    private static final Path LAB = LIB.resolve("lab");

    @TempDir private Path folder;

    private record Ended(int status, String out, String err) {}

    private Ended run(List<Path> libraries, String... args) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // it ends before the second tier has paid
        command.add("-cp");
        command.add(
                String.join(
                        File.pathSeparator,
                        libraries.stream().map(library -> library + "/*").toList()));
        command.add("io.undercurrent.cli.Main");
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    @Test
    void noShippedJarHasAClassOfTheLabOrItsLibraries() throws Exception {
        List<Path> jars = new ArrayList<>();
        for (Path folder : List.of(LIB, LIB.resolve("flink"), LIB.resolve("kafka-streams"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
            }
        }
        assertThat(jars).anyMatch(jar -> jar.getFileName().toString().startsWith("training-"));
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                assertThat(file.stream().map(entry -> entry.getName()))
                        .as(jar.toString())
                        .noneMatch(name -> name.startsWith("io/undercurrent/lab/"))
                        .noneMatch(name -> name.startsWith("com/amazon/"));
            }
        }
    }

    @Test
    void withoutTheLabItSaysWhereItsCommandsAre() throws Exception {
        Ended pretrain = run(SHIPPED, "pretrain", "--out=x");
        assertThat(pretrain.status()).isEqualTo(2);
        assertThat(pretrain.err()).contains("pretrain --out=x: ", "from a checkout");
        Ended sets = run(SHIPPED, "evaluate", "forecast");
        assertThat(sets.status()).isEqualTo(2);
        assertThat(sets.err()).contains("--csv is missing", "from a checkout");
        Ended anomalies = run(SHIPPED, "evaluate", "anomalies");
        assertThat(anomalies.status()).isEqualTo(2);
        assertThat(anomalies.err()).contains("--csv and --labels are missing", "from a checkout");
    }

    @Test
    void withTheLabItHasThem() throws Exception {
        List<Path> checkout = List.of(LIB, LIB.resolve("flink"), LAB);
        Ended help = run(checkout, "--help");
        assertThat(help.out()).containsOnlyOnce("  evaluate").contains("  pretrain");
        assertThat(run(checkout, "evaluate", "--help").out())
                .contains("  forecast", "  rates", "  state");
        assertThat(run(checkout, "evaluate", "forecast", "--help").out())
                .contains("--csv", "--sets", "--long-stride");
        assertThat(run(checkout, "evaluate", "anomalies", "--help").out())
                .contains("--labels", "--sets", "--thresholds", "rcf-8");
        Path events = folder.resolve("events.csv");
        StringBuilder csv = new StringBuilder("time,value,label\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i).append(',').append(i % 7).append(',').append(i / 199).append('\n');
        }
        Files.writeString(events, csv, UTF_8);
        String file = events.toString();
        Ended forests =
                run(
                        checkout,
                        "evaluate",
                        "anomalies",
                        "--time-unit=S",
                        "--methods=rcf-8,rcf-48",
                        "--csv=" + file,
                        "--labels=" + file);
        assertThat(forests.status()).as(forests.err()).isZero();
        assertThat(forests.out()).contains("| rcf-8 ", "| rcf-48 ");
        assertThat(run(checkout, "pretrain", "--help").out()).contains("--trunk");
    }
}
