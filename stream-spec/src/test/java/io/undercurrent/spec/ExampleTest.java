package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.option.AvroOptions;
import io.undercurrent.spec.option.TimeOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example that ships, and what its comments claim. */
class ExampleTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "stream.yaml");
    private static final Pattern COMMENTED_OPTION =
            Pattern.compile("^( *)# ( *[a-z.-]+: .*|sink:|job:)$");

    @Test
    void itIsValid() throws Exception {
        StreamSpec spec = StreamSpec.load(EXAMPLE);
        assertThat(spec.source().topic()).isEqualTo("sensors");
        assertThat(spec.source().values()).containsExactly("temperature", "hydraulics.pressure");
        assertThat(spec.embeddedKafka()).isTrue();
    }

    @Test
    void theDefaultsThatItsCommentsShowAreTheDefaults() throws Exception {
        String defaults =
                Files.readAllLines(EXAMPLE).stream()
                        .dropWhile(line -> !line.equals("source:"))
                        .filter(line -> !line.contains("csv:") && !line.contains("field: machine"))
                        .filter(line -> !line.contains("pattern:") && !line.contains("encoding:"))
                        .map(line -> COMMENTED_OPTION.matcher(line).replaceFirst("$1$2"))
                        .takeWhile(line -> !line.contains("security.protocol"))
                        .collect(Collectors.joining("\n"));
        assertThat(defaults).contains("\n  max-parallelism: 128", "\n  scores: sensors.scores");
        assertThat(Yaml.parse(defaults, Map.of())).isEqualTo(StreamSpec.load(EXAMPLE));
    }

    @Test
    void theRegistrysExampleIsValid() throws Exception {
        StreamSpec spec = StreamSpec.load(EXAMPLE.resolveSibling("registry.yaml"));
        assertThat(spec.source().avro().schema()).isEqualTo(AvroOptions.REGISTRY);
        assertThat(spec.source().avro().subject()).isEqualTo("readings-value");
        assertThat(spec.source().usesRegistry()).isTrue();
        assertThat(spec.source().time().unit()).isEqualTo(TimeOptions.Unit.ISO);
    }
}
