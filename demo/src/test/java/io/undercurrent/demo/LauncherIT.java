package io.undercurrent.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of a checkout, on what this build has made. */
@Tag("slow")
class LauncherIT {
    /** Letters as bytes, so that nothing here depends on the locale of the test itself. */
    private static final String SCORE =
            """
            set -euo pipefail
            file=$(printf 'Pr\\303\\274fstand.csv')
            key=$(printf 'Ger\\303\\244t')
            value=$(printf 'Au\\303\\237entemperatur')
            printf 'zeit,%s,%s\\n' "$value" "$key" >"$file"
            for i in 1 2 3 4 5 6; do
              printf '2026-01-01T00:0%d:00Z,%d.5,w\\303\\244rmepumpe\\n' "$i" "$i" >>"$file"
            done
            ./undercurrent score --time zeit --key "$key" --values "$value" "$file"
            """;

    private static Ended inThisLanguage;

    @TempDir private Path folder;

    private record Ended(int status, String out, String err) {}

    private Ended bash(String script, String... environment) throws Exception {
        Path root = Path.of("").toAbsolutePath().getParent();
        Path launcher = folder.resolve("undercurrent");
        Files.copy(
                root.resolve("undercurrent"),
                launcher,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        Path target = Files.createDirectories(folder.resolve("target"));
        if (Files.notExists(target.resolve("lib"))) {
            Files.createSymbolicLink(
                    target.resolve("lib"), Path.of(System.getProperty("program.lib")));
            Files.createFile(target.resolve(".built"));
        }
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", script)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_OPTS");
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "xx_YY.UTF-8"})
    void lettersBeyondAsciiAreFoundUnderAnyLocale(String locale) throws Exception {
        Ended ended = bash(SCORE, "LC_ALL", locale);
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out().lines()).hasSize(7);
        assertThat(ended.out().lines().skip(1))
                .allMatch(row -> row.contains(",w\u00e4rmepumpe,"), "hold the key as it was");
    }

    @Test
    void anAsciiLocaleBesideAnotherLanguageIsReplacedToo() throws Exception {
        // LC_ALL is not set there, LC_CTYPE wins over LANG
        Ended ended = bash("unset LC_ALL\n" + SCORE, "LC_CTYPE", "C", "LANG", "C.UTF-8");
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("w\u00e4rmepumpe");
    }

    /** In this language, run once. */
    private Ended here() throws Exception {
        if (inThisLanguage == null) {
            inThisLanguage = bash(SCORE);
        }
        return inThisLanguage;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR", "hi-IN-u-nu-deva"})
    void scoresAreTheSameInAnyLanguage(String tag) throws Exception {
        String[] parts = tag.split("-", 3);
        String options = "-Duser.language=" + parts[0] + " -Duser.country=" + parts[1];
        String extension = parts.length > 2 ? " -Duser.extensions=" + parts[2] : "";
        Ended here = here();
        Ended there = bash(SCORE, "JAVA_OPTS", options + extension);
        assertThat(there).isEqualTo(here);
        assertThat(here.status()).isZero();
    }
}
