package io.undercurrent.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Commands that the pages show are taken by the program, and the files in them are there. */
class CommandsTest {
    private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test=(.*)");
    private static final Pattern PROFILES = Pattern.compile("-P(.+)");

    @Test
    void commandsInBlocksAreTakenByTheProgram() throws IOException {
        List<String> wrong = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Page page : Pages.all()) {
            for (String line : page.blocks()) {
                for (ShellLine command : ShellLine.of(line)) {
                    seen.add(command.program());
                    check(command).forEach(what -> wrong.add(page + ": " + line + ": " + what));
                }
            }
        }
        assertThat(seen).contains("./undercurrent", "mvn", "benchmarks/run");
        assertThat(wrong).as("commands that nothing takes").isEmpty();
    }

    /** In running text options are shown alone, so required ones may be left out. */
    @Test
    void commandsInTextAreThere() throws IOException {
        CommandLine program = Program.ofCheckout();
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Page page : Pages.all()) {
            for (String span : page.spans()) {
                List<String> words = List.of(span.replaceAll("[\\[\\]]", "").split("\\s+", -1));
                String first = words.get(0);
                if (first.equals("mvn") || first.equals("benchmarks/run")) {
                    for (ShellLine command : ShellLine.of(span)) {
                        check(command).forEach(what -> wrong.add(page + ": " + span + ": " + what));
                    }
                    seen++;
                } else if (first.equals("./undercurrent")
                        || (words.size() > 1 && program.getSubcommands().containsKey(first))) {
                    boolean whole = first.equals("./undercurrent");
                    unknown(program, words.subList(whole ? 1 : 0, words.size()))
                            .forEach(what -> wrong.add(page + ": " + span + ": " + what));
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(30);
        assertThat(wrong).as("commands and options that are not there").isEmpty();
    }

    private static List<String> check(ShellLine command) throws IOException {
        List<String> wrong = new ArrayList<>(filesOf(command));
        switch (command.program()) {
            case "./undercurrent" -> {
                String refusal = refusal(Program.ofCheckout(), command);
                if (!refusal.isEmpty()) {
                    wrong.add(refusal);
                }
            }
            case "mvn" -> wrong.addAll(maven(command));
            case "benchmarks/run" -> {
                String name = command.words().isEmpty() ? "" : command.words().get(0);
                if (!Files.isDirectory(
                        Pages.ROOT.resolve(
                                "benchmarks/src/main/java/io/undercurrent/benchmarks/" + name))) {
                    wrong.add("no benchmark " + name);
                }
            }
            default -> wrong.addAll(compose(command));
        }
        return wrong;
    }

    private static String refusal(CommandLine program, ShellLine command) {
        try {
            program.parseArgs(command.arguments());
            return "";
        } catch (ParameterException e) {
            return e.getMessage();
        }
    }

    private static List<String> unknown(CommandLine program, List<String> words) {
        CommandSpec spec = program.getCommandSpec();
        List<String> wrong = new ArrayList<>();
        boolean value = false;
        for (String word : words) {
            CommandLine sub = spec.subcommands().get(word);
            if (value) {
                value = false;
            } else if (sub != null) {
                spec = sub.getCommandSpec();
            } else if (word.startsWith("-")) {
                String name = word.replaceAll("=.*", "");
                OptionSpec option = spec.findOption(name);
                if (option == null) {
                    wrong.add(spec.qualifiedName() + " has no option " + name);
                } else {
                    value = option.arity().max() > 0 && !word.contains("=");
                }
            } else if (spec.positionalParameters().isEmpty() && !spec.subcommands().isEmpty()) {
                // "state get, export, import" names three.
                if (word.matches("[a-z-]+")) {
                    wrong.add(spec.qualifiedName() + " has no command " + word);
                }
            }
        }
        return wrong;
    }

    private static List<String> maven(ShellLine command) throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> words = command.words();
        String pom = Pages.text(Pages.ROOT.resolve("pom.xml"));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Matcher tests = TESTS.matcher(word);
            Matcher profiles = PROFILES.matcher(word);
            if (word.equals("-pl")
                    && i + 1 < words.size()
                    && !words.get(i + 1).matches("[<A-Z].*")) {
                for (String module : words.get(i + 1).split(",", -1)) {
                    if (!Files.exists(Pages.ROOT.resolve(module).resolve("pom.xml"))) {
                        wrong.add("no module " + module);
                    }
                }
            } else if (tests.matches()) {
                for (String test : tests.group(1).split(",", -1)) {
                    if (!Pages.classes().contains(test)) {
                        wrong.add("no test " + test);
                    }
                }
            } else if (profiles.matches()) {
                for (String profile : profiles.group(1).split(",", -1)) {
                    if (!pom.contains("<id>" + profile + "</id>") && !profile.equals("cuda")) {
                        wrong.add("no profile " + profile);
                    }
                }
            }
        }
        return wrong;
    }

    private static List<String> compose(ShellLine command) {
        List<String> wrong = new ArrayList<>();
        String file = Pages.text(Pages.ROOT.resolve("docker-compose.yml"));
        List<String> words = command.words();
        int profile = words.indexOf("--profile");
        if (profile >= 0 && !file.contains(words.get(profile + 1))) {
            wrong.add("no profile " + words.get(profile + 1));
        }
        int run = words.indexOf("exec");
        if (run >= 0 && !file.contains("\n  " + words.get(run + 1) + ":\n")) {
            wrong.add("no service " + words.get(run + 1));
        }
        return wrong;
    }

    /** Paths below a folder of the checkout, but for what a build makes. */
    private static List<String> filesOf(ShellLine command) {
        return command.words().stream()
                .filter(
                        word ->
                                word.matches("[a-z][a-z-]*/[^*<]*[a-z]")
                                        && !word.contains("/target/"))
                .filter(word -> Files.isDirectory(Pages.ROOT.resolve(word.split("/", -1)[0])))
                .filter(word -> !Files.exists(Pages.ROOT.resolve(word)))
                .map(word -> "no file " + word)
                .toList();
    }
}
