package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.option.DeclaredOption;
import io.undercurrent.spec.option.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "source.topic: a b",
                "source.topic: ..",
                "source.start: yesterday",
                "source.start: 2026-01-02",
                "source.start: instant",
                "source.group-id: ' x'",
                "source.format: xml",
                "source.format: AVRO",
                "source.csv.delimiter: ';;'",
                "source.csv.decimal-separator: ';'",
                "source.csv.delimiter: '\"'",
                "source.key.from: header",
                "source.key.encoding: base64",
                "source.time.unit: m",
                "source.time.pattern: HH:mm",
                "source.time.pattern: bogus",
                "source.time.zone: Mars/Olympus",
                "source.time.max-ahead: 1",
                "source.time.max-ahead: -1h",
                "source.time.max-ahead: 1m",
                "source.time.max-ahead: 4000d",
                "source.time.max-ahead: 999999999999999d",
                "source.values: []",
                "source.values: [a, a]",
                "source.values: ['']",
                "source.late: drop",
                "source.max-bytes: 63",
                "source.max-bytes: 65MiB",
                "source.max-bytes: 1kB",
                "source.max-bytes: 999999999999999MiB",
                "forecast.horizon: 1025",
                "forecast.horizon: 1.5",
                "forecast.horizon: ten",
                "forecast.quantiles: [0.1, 0.9]",
                "forecast.quantiles: [0.5, 0.5]",
                "forecast.quantiles: [0.5, 0.4]",
                "forecast.quantiles: [0, 0.5]",
                "forecast.quantiles: [0.5, 1]",
                "forecast.quantiles: [0.5, NaN]",
                "forecast.quantiles: []",
                "forecast.every: 0",
                "alarm.rate: 0",
                "alarm.rate: 0.21",
                "alarm.rate: NaN",
                "alarm.warmup: 31",
                "alarm.budget: 5",
                "alarm.budget: 0/day",
                "alarm.budget: 1000001/day",
                "alarm.budget: 0.5/day",
                "alarm.budget: 5/month",
                "alarm.budget: -5/day",
                "alarm.keys: -1",
                "alarm.keys: 100000001",
                "alarm.silence: maybe",
                "model: 'a b'",
                "sink.scores: a/b",
                "sink.transaction-timeout: 500ms",
                "sink.dead-letter-max-bytes: -1",
                "checkpoint.folder: ''",
                "checkpoint.interval: 9ms",
                "job.parallelism: 0",
                "job.max-parallelism: 32769",
                "job.state-backend: forst",
                "job.cache-size: -1",
                "job.cache-size: 2GiB",
                "job.cache-max-dirty: 0",
                "job.expire-after: 999ms",
                "job.expire-after: never",
                "job.jit-warm-up: 2min",
                "job.rest.port: -1",
                "job.rest.port: 65536",
                "job.rest.port: none",
                "job.http-hosts: [a, a]",
                "job.http-hosts: ['']",
                "kafka.bootstrap.servers: localhost",
                "kafka.bootstrap.servers: 'a:1,'",
                "kafka.bootstrap.servers: Embedded"
            })
    void aValueOutsideWhatIsAllowedIsRefused(String line) {
        String key = line.substring(0, line.indexOf(':'));
        String others =
                Yaml.LEAST
                        .lines()
                        .filter(l -> !l.startsWith(key + ":"))
                        .reduce("", (all, l) -> all + l + "\n");
        assertThat(Yaml.problems(others + line + "\n"))
                .as(line)
                .filteredOn(p -> p.contains(": " + key + " = ") && p.contains(": allowed are "))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.bootstrap.servers, broker-1.example.org:9092",
        "kafka.bootstrap.servers, [::1]:9092",
        "kafka.bootstrap.servers, SASL_SSL://a:1",
        "source.start, committed",
        "source.time.max-ahead, 0s",
        "source.time.max-ahead, 1 min",
        "source.max-bytes, 64",
        "forecast.every, 1000000",
        "alarm.rate, 2e-1",
        "alarm.budget, 1/week",
        "alarm.budget, 1000000 / hour",
        "alarm.silence, false",
        "checkpoint.interval, 10ms",
        "sink.dead-letter-max-bytes, 0B",
        "model, models/a.safetensors",
        "job.rebuild-events, '''0'''",
        "job.expire-after, 3650d",
        "job.jit-warm-up, 0s"
    })
    void theLimitsThemselvesAreAllowed(String key, String value) {
        String others =
                Yaml.LEAST
                        .lines()
                        .filter(l -> !l.startsWith(key + ":"))
                        .reduce("", (all, l) -> all + l + "\n");
        String quoted = value.startsWith("[") ? "'" + value + "'" : value;
        assertThat(Yaml.problems(others + key + ": " + quoted + "\n")).isEmpty();
    }

    @Test
    void whatIsWrongBeyondTheAllowedIsSaid() {
        assertThat(Yaml.problemsWith("source.time.pattern: HH:mm\n").get(0))
                .endsWith("(it does not hold a whole date)");
        assertThat(Yaml.problemsWith("checkpoint.interval: 1m\n"))
                .containsExactly(
                        "stream.yaml line 4: checkpoint.interval = 1m: allowed are durations from"
                                + " 10ms to 1d (units ms, s, min, h, d) (it needs one of these"
                                + " units)");
    }

    /** Whoever adds or removes an option sees here what a user's file gains or loses. */
    @Test
    void theseAreTheOptions() {
        assertThat(keys(""))
                .containsExactly(
                        "source",
                        "registry",
                        "forecast",
                        "alarm",
                        "episodes",
                        "model",
                        "sink",
                        "checkpoint",
                        "job",
                        "streams",
                        "metrics",
                        "train",
                        "kafka");
        assertThat(keys("source."))
                .containsExactly(
                        "topic",
                        "start",
                        "group-id",
                        "format",
                        "csv.columns",
                        "csv.delimiter",
                        "csv.decimal-separator",
                        "csv.missing",
                        "avro.schemas",
                        "avro.encoding",
                        "avro.schema",
                        "avro.subject",
                        "key.from",
                        "key.field",
                        "key.encoding",
                        "time.field",
                        "time.unit",
                        "time.pattern",
                        "time.zone",
                        "time.max-ahead",
                        "values",
                        "covariates",
                        "group-field",
                        "late",
                        "max-bytes",
                        "max-key-bytes");
        assertThat(keys("registry."))
                .containsExactly(
                        "url", "user", "password", "token", "ca", "certificate", "key", "timeout");
        assertThat(keys("forecast.")).containsExactly("horizon", "quantiles", "every", "seasons");
        assertThat(keys("alarm.")).containsExactly("rate", "warmup", "budget", "keys", "silence");
        assertThat(keys("episodes."))
                .containsExactly("quiet", "major", "critical", "group.pattern");
        assertThat(keys("sink."))
                .containsExactly(
                        "scores",
                        "forecasts",
                        "anomalies",
                        "episodes",
                        "dead-letters",
                        "avro.encoding",
                        "transactional-id-prefix",
                        "transaction-timeout",
                        "dead-letter-max-bytes");
        assertThat(keys("checkpoint.")).containsExactly("folder", "interval");
        assertThat(keys("job."))
                .containsExactly(
                        "name",
                        "runtime",
                        "parallelism",
                        "max-parallelism",
                        "state-backend",
                        "cache-size",
                        "cache-max-dirty",
                        "expire-after",
                        "rebuild-events",
                        "state-precision",
                        "jit-warm-up",
                        "restart-attempts",
                        "check-interval",
                        "rest.port",
                        "http-hosts");
        assertThat(keys("streams."))
                .containsExactly(
                        "state-folder", "standby-replicas", "http", "http-advertised", "http-rate");
        assertThat(keys("metrics.")).containsExactly("prometheus");
        assertThat(keys("train."))
                .containsExactly(
                        "task",
                        "start",
                        "tokens",
                        "learning-rate",
                        "seed",
                        "engine",
                        "threads",
                        "validation-share",
                        "test-share",
                        "seasons",
                        "channels",
                        "patience");
        assertThat(keys("kafka.")).containsExactly("bootstrap.servers");
    }

    /** Keys below a prefix, in order; the sections where it is empty. */
    private static List<String> keys(String prefix) {
        return OptionRegistry.all().stream()
                .map(option -> prefix.isEmpty() ? option.section() : option.key())
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .distinct()
                .toList();
    }

    @Test
    void theSecretOnesAreThoseOfTheRegistry() {
        assertThat(OptionRegistry.all())
                .filteredOn(DeclaredOption::secret)
                .extracting(DeclaredOption::key)
                .containsExactly("registry.password", "registry.token", "registry.key");
    }

    /** A mistake here would otherwise be found only by a file that gives the option. */
    @Test
    void everyDefaultIsAllowedAndFitsItsComponent() {
        Settings settings =
                new Settings(Map.of(), new Problems("defaults"), false); // throws on a wrong one
        for (DeclaredOption option : OptionRegistry.all()) {
            boolean hasDefault =
                    option.fallback() != null && !option.fallback().contains(DeclaredOption.TOPIC);
            assertThat(settings.value(option.key()) != null).as(option.key()).isEqualTo(hasDefault);
        }
        assertThat(new Binder(settings).bind(TrainSpec.class, "train.").engine()).isEqualTo("java");
        assertThat(Yaml.parse(Yaml.LEAST).source().topic()).isEqualTo("events");
    }

    private record Box(@Option(min = "1", max = "2", doc = "None.") Integer n) {}

    private record Bare(@Option(min = "1", max = "2", doc = "None.") int n) {}

    private record Odd(@Option(doc = "None.") Object o) {}

    @Test
    void whatCannotBeDeclaredIsRefusedAtOnce() {
        Map<String, DeclaredOption> options = new LinkedHashMap<>();
        OptionRegistry.declare("x.", Box.class, options);
        assertThat(options).containsOnlyKeys("x.n");
        assertThatThrownBy(() -> OptionRegistry.declare("x.", Bare.class, options))
                .hasMessage("x.n: a primitive cannot be absent; give it a default or a box");
        assertThatThrownBy(() -> OptionRegistry.declare("x.", Odd.class, options))
                .hasMessageContaining("no kind of option has this type");
    }

    @Test
    void aKeyThatNoRecordDeclaresIsAMistakeOfOurs() {
        Settings settings = new Settings(Map.of(), new Problems("defaults"), false);
        assertThatThrownBy(() -> settings.get("job.expire", Duration.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no record declares an option job.expire");
        assertThatThrownBy(() -> settings.get("job.parallelism", String.class))
                .isInstanceOf(ClassCastException.class);
    }

    /** The checks across options name them by their keys. */
    @Test
    void everyKeyInTheChecksIsAnOption() throws IOException {
        Pattern call =
                Pattern.compile(
                        "(?:settings\\s*\\.\\w+|together|role|registry)\\([^()\"]*\"([a-z.-]+)\"");
        Set<String> keys = new TreeSet<>();
        Path main = Path.of("src", "main", "java", "io", "undercurrent", "spec");
        try (Stream<Path> files = Files.list(main)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = call.matcher(Files.readString(file));
                while (matcher.find()) {
                    keys.add(matcher.group(1));
                }
            }
        }
        assertThat(keys)
                .contains("source.key.from", "job.max-parallelism")
                .allSatisfy(key -> assertThat(OptionRegistry.find(key)).as(key).isNotNull());
    }

    @Test
    void everyOptionIsDescribedInWholeSentences() {
        for (DeclaredOption option : OptionRegistry.all()) {
            assertThat(option.description())
                    .as(option.key())
                    .matches("[A-Z].{20,}\\.")
                    .doesNotContain("  ");
            assertThat(option.type().allowed()).as(option.key()).isNotBlank();
        }
    }
}
