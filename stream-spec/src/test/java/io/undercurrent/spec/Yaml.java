package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.undercurrent.spec.option.SpecException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Stream declarations for tests, and what is wrong with them. */
final class Yaml {
    /** The least that a stream needs, on three lines. */
    static final String LEAST =
            """
            source.topic: events
            source.values: [load]
            kafka.bootstrap.servers: embedded
            """;

    private Yaml() {}

    static StreamSpec parse(String text) {
        return parse(text, Map.of());
    }

    static StreamSpec parse(String text, Map<String, String> environment) {
        return SpecReader.read(text, "stream.yaml", Path.of(""), environment::get);
    }

    /** The least declaration with lines added, the first of which is line 4. */
    static StreamSpec with(String lines) {
        return parse(LEAST + lines);
    }

    static List<String> problems(String text) {
        SpecException e = catchThrowableOfType(SpecException.class, () -> parse(text));
        return e == null ? List.of() : e.problems();
    }

    static List<String> problemsWith(String lines) {
        return problems(LEAST + lines);
    }
}
