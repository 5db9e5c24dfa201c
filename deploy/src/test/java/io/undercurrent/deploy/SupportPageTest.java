package io.undercurrent.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/support.md names only tests that exist, and each of its rows says how good its evidence is.
 */
class SupportPageTest {
    private static final Set<String> EVIDENCE =
            Set.of("tested", "stand-in", "checked", "by hand", "never run");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))`");

    @Test
    void everyRowHasItsEvidenceAndEveryTestExists() throws IOException {
        Set<String> tests = testClasses();
        Set<String> unknown = new TreeSet<>();
        List<String> rows = rows();
        assertThat(rows).hasSizeGreaterThan(20);
        for (String row : rows) {
            String[] cells = row.split("\\|", -1);
            assertThat(cells).as(row).hasSize(5);
            assertThat(cells[2].strip()).as(row).isIn(EVIDENCE);
            Matcher test = TEST.matcher(row);
            while (test.find()) {
                if (!tests.contains(test.group(1))) {
                    unknown.add(test.group(1));
                }
            }
        }
        assertThat(unknown).as("tests that are not in this checkout").isEmpty();
    }

    /** The tables' rows, without their heads. */
    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Checkout.file("docs/support.md"))) {
            if (line.startsWith("|---")) {
                rows.remove(rows.size() - 1);
            } else if (line.startsWith("|")) {
                rows.add(line);
            }
        }
        return rows;
    }

    private static Set<String> testClasses() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> names.add(name.substring(0, name.length() - 5)));
            }
        }
        return names;
    }

    private static Set<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Checkout.ROOT)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/test/java")))
                    .collect(Collectors.toSet());
        }
    }
}
