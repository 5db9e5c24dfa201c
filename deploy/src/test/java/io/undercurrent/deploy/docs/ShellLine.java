package io.undercurrent.deploy.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One command as a page shows it.
 *
 * @param program {@code ./undercurrent}, {@code mvn}, {@code benchmarks/run} or {@code docker}
 * @param words what follows it
 */
record ShellLine(String program, List<String> words) {
    private static final List<String> PROGRAMS =
            List.of("./undercurrent", "mvn", "benchmarks/run", "docker");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_]+=.*");

    /** A line's commands; none where it is something else, such as output. */
    static List<ShellLine> of(String line) {
        String text = line.strip();
        if (text.startsWith("$ ")) {
            text = text.substring(2);
        }
        // Usage: [--jdk FOLDER]... stands for an option that is given once.
        text =
                text.replaceAll("\\s#\\s.*", "")
                        .replaceAll("[\\[\\]]|(?<=\\s)\\.\\.\\.|\\.\\.\\.$", "");
        List<ShellLine> commands = new ArrayList<>();
        for (String part : text.split("\\||&&|;", -1)) {
            of(WORD.matcher(part).results().map(found -> found.group()).toList())
                    .ifPresent(commands::add);
        }
        return commands;
    }

    private static Optional<ShellLine> of(List<String> all) {
        List<String> words = new ArrayList<>(all);
        while (!words.isEmpty() && ASSIGNMENT.matcher(words.get(0)).matches()) {
            words.remove(0);
        }
        if (words.isEmpty() || !PROGRAMS.contains(words.get(0))) {
            return Optional.empty();
        }
        int redirected = words.indexOf("<");
        redirected = redirected < 0 ? words.indexOf(">") : redirected;
        List<String> given = words.subList(1, redirected < 0 ? words.size() : redirected);
        return Optional.of(
                new ShellLine(
                        words.get(0),
                        given.stream().map(word -> word.replaceAll("[\"']", "")).toList()));
    }

    String[] arguments() {
        return words.toArray(String[]::new);
    }

    @Override
    public String toString() {
        return program + " " + String.join(" ", Arrays.asList(arguments()));
    }
}
