package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SubstitutionTest {
    @TempDir Path folder;

    private String apply(String text) {
        return new Substitution(Map.of("A", "x", "B_2", "$1\\", "EMPTY", "")::get, folder)
                .apply(text, false);
    }

    @Test
    void variablesArePutInWhereverTheyStand() {
        assertThat(apply("no reference, $ and {} stay")).isEqualTo("no reference, $ and {} stay");
        assertThat(apply("${A}-${B_2}-${EMPTY}-")).isEqualTo("x-$1\\--");
        assertThat(apply("$${A} ${A}")).isEqualTo("${A} x");
    }

    @Test
    void filesArePutInWithoutTheLineEndAtTheirEnd() throws Exception {
        Files.writeString(folder.resolve("password"), "line 1\nline ${A}\n");
        assertThat(apply("<${file:password}>")).isEqualTo("<line 1\nline ${A}>");
        assertThat(apply("<${file:" + folder.resolve("password") + "}>"))
                .isEqualTo("<line 1\nline ${A}>");
    }

    @Test
    void whatCannotBeResolvedIsNamed() throws Exception {
        assertThatThrownBy(() -> apply("${NONE}"))
                .hasMessage("the environment variable of ${NONE} is not set; export NONE");
        assertThatThrownBy(() -> apply("${A"))
                .hasMessage("${A has no closing brace; a plain ${ is written $${");
        assertThatThrownBy(() -> apply("${a b}"))
                .hasMessage(
                        "${a b} is neither ${NAME} of an environment variable nor ${file:path}; a"
                                + " plain ${ is written $${");
        assertThatThrownBy(() -> apply("${file:none}"))
                .hasMessageStartingWith("the file of ${file:none} cannot be read: ");
        Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> apply("${file:large}"))
                .hasMessageStartingWith("the file of ${file:large} cannot be read: ")
                .hasMessageEndingWith("large is larger than 1 MiB");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /dev/zero")
    void aFileWithoutEndIsRefused() {
        assertThatThrownBy(() -> apply("${file:/dev/zero}"))
                .hasMessageEndingWith("/dev/zero is larger than 1 MiB");
    }

    @Test
    void aStreamTakesThemAnywhereAndNamesTheLineWhereItCannot() {
        StreamSpec spec =
                Yaml.parse(
                        Yaml.LEAST + "forecast.every: ${N}\nkafka: {client.id: 'c-${N}'}\n",
                        Map.of("N", "7"));
        assertThat(spec.forecast().every()).isEqualTo(7);
        assertThat(spec.kafka()).containsEntry("client.id", "c-7");
        assertThat(Yaml.problemsWith("source.late: score\njob.name: ${NONE}\n"))
                .containsExactly(
                        "stream.yaml line 5: job.name: the environment variable of ${NONE} is not"
                                + " set; export NONE");
    }
}
