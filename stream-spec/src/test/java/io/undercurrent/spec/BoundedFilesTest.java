package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A file that is too deep, too long or too wrong is refused with a sentence. */
class BoundedFilesTest {
    @Test
    void levelsAreBounded() {
        assertThat(Yaml.problemsWith("job: " + "[".repeat(5000) + "\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("stream.yaml line 4: nested deeper than 20 levels");
        assertThat(Yaml.problemsWith("job: " + "{a: ".repeat(5000) + "\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("stream.yaml line 4: nested deeper than 20 levels");
    }

    @Test
    void aliasesAreBounded() {
        StringBuilder lines = new StringBuilder("a: &a '" + "x".repeat(100_000) + "'\n");
        for (int i = 0; i < 900; i++) {
            lines.append("b").append(i).append(": *a\n");
        }
        assertThat(Yaml.problemsWith(lines.toString()))
                .anyMatch(p -> p.contains("more than 4194304 characters with all their aliases"));
        for (int i = 0; i < 200; i++) {
            lines.append("c").append(i).append(": *a\n");
        }
        assertThat(Yaml.problemsWith(lines.toString()))
                .contains("stream.yaml line 1005: more than 1000 aliases, which are allowed");
    }

    @Test
    void messagesAreBounded() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append("horizn").append(i).append(": 1\n");
        }
        List<String> problems = Yaml.problemsWith(lines.toString());
        assertThat(problems).hasSize(101);
        assertThat(problems.get(100))
                .isEqualTo("stream.yaml: and 19900 problems more; mend these first");
    }

    @Test
    void theFileIsBounded() {
        assertThat(Yaml.problemsWith("#" + "x".repeat(5 << 20) + "\n"))
                .anyMatch(p -> p.contains("characters; allowed are 4194304"));
    }
}
