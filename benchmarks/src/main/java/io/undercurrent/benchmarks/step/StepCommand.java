package io.undercurrent.benchmarks.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times the step's variants beside C and beside the machine's limit. */
@Command(
        name = "step",
        description = {
            "Microseconds an event of the recurrent step, hot key and many keys in random order: "
                    + "plain Java, the Vector API, and C (gcc -O3 -march=native).",
            "Every measurement is a process of its own on one core; rounds alternate between the "
                    + "contenders and medians are printed. Outputs are compared first."
        },
        mixinStandardHelpOptions = true)
public final class StepCommand implements Callable<Integer> {
    @Option(
            names = "--jdk",
            paramLabel = "FOLDER",
            description = "A JDK to run on, may be repeated; default: the one that runs this.")
    private List<Path> jdks = List.of(Path.of(System.getProperty("java.home")));

    @Option(
            names = "--presets",
            split = ",",
            description = "Of tiny,small,base,large; default all.")
    private List<String> presets = List.of("tiny", "small", "base", "large");

    @Option(names = "--rounds", description = "Default ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--millis", description = "Measured a run; default ${DEFAULT-VALUE}.")
    private int millis = 500;

    @Option(names = "--warm", description = "Before measuring; default ${DEFAULT-VALUE}.")
    private int warmMillis = 1500;

    @Option(names = "--keys", description = "Keys of the cold table; default ${DEFAULT-VALUE}.")
    private int keys = 100_000;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            description =
                    "For the keys' states: fewer keys where it ends; default ${DEFAULT-VALUE}.")
    private int megabytes = 4096;

    @Option(
            names = "--steps-only",
            description = "Leave out batches, prefill and the first seconds of a JVM.")
    private boolean stepsOnly;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("undercurrent-step");
        try {
            Map<String, Path> programs = CProgram.build(folder);
            List<Contender> contenders = new ArrayList<>();
            programs.forEach((name, program) -> contenders.add(Contender.c(name, program)));
            if (programs.isEmpty()) {
                System.out.println("no gcc: no ratio to C and no limit");
            }
            for (Path jdk : jdks) {
                contenders.addAll(Contender.of(jdk));
            }
            var table =
                    new StepTable(
                            contenders,
                            Optional.ofNullable(programs.get(CProgram.STRICTER)),
                            folder,
                            new Contender.Effort(warmMillis, millis),
                            rounds);
            for (String name : presets) {
                Preset preset = Preset.of(name);
                long fit = megabytes * (1L << 20) / preset.stateBytes();
                table.print(preset, (int) Math.min(keys, fit), stepsOnly);
            }
            return 0;
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
