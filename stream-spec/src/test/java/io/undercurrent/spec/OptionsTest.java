package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;

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
                "job.batch: 65",
                "job.jit-warm-up: 2min",
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
        "checkpoint.interval, 10ms",
        "sink.dead-letter-max-bytes, 0B",
        "model, models/a.safetensors",
        "job.batch, '''64'''",
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

    @Test
    void everyOptionIsDescribedInOneSentence() {
        assertThat(Options.all()).hasSizeGreaterThan(30);
        Options.all()
                .forEach(
                        (key, option) -> {
                            assertThat(option.key()).isEqualTo(key);
                            assertThat(option.description())
                                    .as(key)
                                    .endsWith(".")
                                    .matches("[A-Z].{20,}");
                            assertThat(option.type().allowed()).as(key).isNotBlank();
                        });
    }
}
