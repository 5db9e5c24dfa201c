package io.undercurrent.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Classes, options and metrics that the pages name are there. */
class NamesTest {
    private static final Pattern CLASS = Pattern.compile("([A-Z][a-z0-9]+){2,}(IT)?");
    private static final Pattern OPTION =
            Pattern.compile(
                    "(source|registry|forecast|alarm|episodes|sink|checkpoint|job|streams|metrics|train)"
                            + "\\.[a-z-]+(\\.[a-z-]+)*");
    private static final Pattern METRIC = Pattern.compile("undercurrent_[a-z_]*[a-z]");

    /** What Flink and Kafka call so. */
    private static final Set<String> FOREIGN =
            Set.of("KafkaSource", "CreateTime", "LogAppendTime", "DescribeConfigs", "StrictMath");

    @Test
    void classes() throws IOException {
        Set<String> known = Pages.classes();
        assertThat(known).hasSizeGreaterThan(500);
        assertThat(unknown(CLASS, 30, known::contains)).as("classes").isEmpty();
    }

    @Test
    void options() throws IOException {
        String page = Pages.text(Pages.DOCS.resolve("reference/options.md"));
        assertThat(unknown(OPTION, 60, name -> page.contains("`" + name + "`")))
                .as("options")
                .isEmpty();
    }

    @Test
    void metrics() throws IOException {
        String page = Pages.text(Pages.DOCS.resolve("reference/metrics.md"));
        assertThat(unknown(METRIC, 5, name -> page.contains("`" + name))).as("metrics").isEmpty();
    }

    @Test
    void theTableOfModulesIsThatOfTheBuild() throws IOException {
        String pom = Pages.text(Pages.ROOT.resolve("pom.xml"));
        List<String> built = groups(Pattern.compile("<module>([^<]+)</module>"), pom);
        String page = Pages.text(Pages.DOCS.resolve("architecture.md"));
        int table = page.indexOf("| module |");
        List<String> told =
                groups(
                        Pattern.compile("(?m)^\\| `([^`]+)` \\|"),
                        page.substring(table, page.indexOf("\n\n", table)));
        assertThat(told).containsExactlyInAnyOrderElementsOf(built);
        // The modules of profiles are last in the file, whatever they depend on.
        List<String> ofProfiles = List.of("training-dl4j", "training-cuda");
        told.removeAll(ofProfiles);
        built.removeAll(ofProfiles);
        assertThat(told).isEqualTo(built);
    }

    private static List<String> groups(Pattern pattern, String text) {
        return new ArrayList<>(
                pattern.matcher(text).results().map(found -> found.group(1)).toList());
    }

    /** Names of that form, as a whole text between backticks; CHANGELOG tells of old ones. */
    private static Set<String> unknown(Pattern form, int least, Predicate<String> known)
            throws IOException {
        List<String> named =
                Pages.all().stream()
                        .filter(page -> !page.toString().equals("CHANGELOG.md"))
                        .flatMap(page -> page.spans().stream())
                        .filter(span -> form.matcher(span).matches())
                        .filter(span -> !FOREIGN.contains(span))
                        .toList();
        assertThat(named).hasSizeGreaterThanOrEqualTo(least);
        Set<String> wrong = new TreeSet<>(named);
        wrong.removeIf(known);
        return wrong;
    }
}
