package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.option.SpecException;
import io.undercurrent.testing.Fuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {
    private static final String MARKS = ":{}[]-#&*!|>'\"% @`\n$x";

    private static final String[] PIECES = {
        "&a ",
        "*a",
        "<<: *a",
        "!!java.net.URL ",
        "--- ",
        "? ",
        "${HOME}",
        "${",
        "\t",
        "\n  ",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "99999999999999999999",
        "1e999",
        ".inf",
        "2026-01-01",
        "null",
        "\u0085",
        "\u2028"
    };

    @Test
    void everythingThatIsWrongIsReportedInTheFilesOrder() {
        List<String> problems =
                Yaml.problems(
                        """
                        source:
                          formt: json
                          late: drop
                        forecast.every: 0
                        alarm: {rate: 0.3}
                        kafka.group.id: g
                        """);
        assertThat(problems)
                .containsExactly(
                        "stream.yaml line 2: source.formt is no option; did you mean"
                                + " source.format?",
                        "stream.yaml line 3: source.late = drop: allowed are dead-letter, score",
                        "stream.yaml line 4: forecast.every = 0: allowed are whole numbers from 1"
                                + " to 1000000",
                        "stream.yaml line 5: alarm.rate = 0.3: allowed are numbers above 0, at most"
                                + " 0.2",
                        "stream.yaml line 6: kafka.group.id may not be set; use source.group-id"
                                + " instead",
                        "stream.yaml: source.topic is missing: The topic whose records are the"
                                + " stream's events. Allowed are a Kafka topic's name: 1 to 249"
                                + " letters, digits, dots, - and _.",
                        "stream.yaml: source.values is missing: "
                                + OptionRegistry.get("source.values").description()
                                + " Allowed are lists of 1 to 64 fields, each once.",
                        "stream.yaml: kafka.bootstrap.servers is missing: The Kafka brokers to"
                                + " connect to first; embedded starts a broker in this process."
                                + " Allowed are host:port, several separated by commas, or"
                                + " embedded.");
    }

    @ParameterizedTest
    @CsvSource({
        "horizon, forecast.horizon",
        "sorce.topic, source.topic",
        "source.max_bytes, source.max-bytes",
        "sink.deadletters, sink.dead-letters",
        "checkpoint.folders, checkpoint.folder",
        "modle, model",
        "bootstrap.servers, kafka.bootstrap.servers",
        "source.time.zones, source.time.zone"
    })
    void anUnknownKeyBringsUpTheNearestOne(String wrong, String meant) {
        assertThat(Yaml.problemsWith(wrong + ": 1\n"))
                .containsExactly(
                        "stream.yaml line 4: "
                                + wrong
                                + " is no option; did you mean "
                                + meant
                                + "?");
    }

    @Test
    void aKeyGivenTwiceIsRefusedHoweverItIsWritten() {
        assertThat(Yaml.problemsWith("forecast.every: 2\nforecast.every: 3\n"))
                .containsExactly(
                        "stream.yaml line 5: forecast.every is given twice, first in line 4; remove"
                                + " one");
        assertThat(Yaml.problemsWith("forecast:\n  every: 2\nforecast.every: 3\n"))
                .containsExactly(
                        "stream.yaml line 6: forecast.every is given twice, first in line 5; remove"
                                + " one");
        assertThat(Yaml.problemsWith("job: {parallelism: 2}\njob: {name: n}\n"))
                .containsExactly(
                        "stream.yaml line 5: job is given twice, first in line 4; remove one");
    }

    @Test
    void anOptionThatIsGoneIsNotTakenForAMisspeltOne() {
        assertThat(Yaml.problemsWith("job: {name: n, batch: 1}\n"))
                .containsExactly(
                        "stream.yaml line 4: job.batch is gone: each event is scored when it comes,"
                                + " which no batch was faster than; results never depended on it;"
                                + " delete the line");
    }

    @Test
    void anotherShapeIsRefused() {
        assertThat(Yaml.problemsWith("forecast.every: [1, 2]\n"))
                .containsExactly(
                        "stream.yaml line 4: forecast.every is a list: expected is a single value;"
                                + " allowed are whole numbers from 1 to 1000000");
        assertThat(Yaml.problemsWith("model: {path: x}\n"))
                .containsExactly(
                        "stream.yaml line 4: model is a mapping: expected is a single value;"
                                + " allowed are URIs");
        assertThat(Yaml.problemsWith("forecast.quantiles: 0.5\n"))
                .containsExactly(
                        "stream.yaml line 4: forecast.quantiles is the single value 0.5: expected"
                                + " is a list, such as [a, b]; allowed are lists of up to 99 rising"
                                + " numbers between 0 and 1 (exclusive), 0.5 among them");
        assertThat(Yaml.problemsWith("source.csv.columns: [[a], b]\n"))
                .contains(
                        "stream.yaml line 4: source.csv.columns: a list's elements must be single"
                                + " values");
        assertThat(Yaml.problemsWith("kafka.ssl.enabled.protocols: [a]\n"))
                .containsExactly(
                        "stream.yaml line 4: kafka.ssl.enabled.protocols is a list; Kafka takes a"
                                + " text, such as a,b");
        assertThat(Yaml.problemsWith("[a]: 1\n"))
                .containsExactly("stream.yaml line 4: a key must be a text");
        assertThat(Yaml.problemsWith("alarm: 3\n"))
                .singleElement()
                .asString()
                .startsWith("stream.yaml line 4: alarm is no option; did you mean ");
    }

    @Test
    void aKeyWithoutValueIsRefused() {
        assertThat(Yaml.problemsWith("model:\n"))
                .containsExactly(
                        "stream.yaml line 4: model has no value; give it one or remove it");
        assertThat(Yaml.problemsWith("kafka:\n  client.id:\n"))
                .containsExactly(
                        "stream.yaml line 5: kafka.client.id has no value; give it one or remove"
                                + " it");
    }

    @Test
    void brokenYamlIsReportedAtItsLineAlone() {
        assertThat(Yaml.problems("source:\n  topic: 'a\n"))
                .singleElement()
                .asString()
                .startsWith("stream.yaml line 3: this is no YAML: ");
        assertThat(Yaml.problems("- a\n"))
                .containsExactly(
                        "stream.yaml line 1: the file must be a mapping such as source.topic:"
                                + " events");
        assertThat(Yaml.problems("a: 1\n---\nb: 2\n"))
                .singleElement()
                .asString()
                .contains("this is no YAML: ");
    }

    @Test
    void anEmptyFileLacksWhatIsRequired() {
        assertThat(Yaml.problems("# nothing\n")).hasSize(3).allMatch(p -> p.contains("missing"));
    }

    @Test
    void collectionsCannotBeRepeatedByAlias() {
        assertThat(Yaml.problems("a: &x {b: 1}\nc: *x\n"))
                .singleElement()
                .asString()
                .contains("this is no YAML: ");
        assertThat(Yaml.problems("a: &x\n  b: *x\n"))
                .singleElement()
                .asString()
                .contains("this is no YAML: ");
    }

    @Test
    void whateverIsInTheFileItIsTakenOrRefused() throws Exception {
        String good = Files.readString(Path.of("..", "examples", "stream.yaml"));
        String[] marks = MARKS.split("", -1);
        AtomicInteger refused = new AtomicInteger();
        Fuzz.cases(
                "stream.yaml",
                600,
                random -> {
                    String text =
                            random.nextBoolean()
                                    ? Fuzz.damaged(good, random, marks)
                                    : Fuzz.damaged(good, random, PIECES);
                    try {
                        Yaml.parse(text);
                    } catch (SpecException e) {
                        refused.incrementAndGet();
                        assertThat(e.problems())
                                .isNotEmpty()
                                .allMatch(problem -> problem.startsWith("stream.yaml"));
                    }
                });
        assertThat(refused).hasPositiveValue();
    }

    @ParameterizedTest
    @CsvSource({
        "group.id", "auto.offset.reset", "transactional.id", "transaction.timeout.ms",
        "isolation.level", "enable.auto.commit", "enable.idempotence", "acks",
        "key.serializer", "value.serializer", "key.deserializer", "value.deserializer"
    })
    void kafkaPropertiesThatAreOursAreRefusedWithWhatToUse(String property) {
        assertThat(Yaml.problemsWith("kafka." + property + ": x\n"))
                .singleElement()
                .asString()
                .matches(
                        "stream.yaml line 4: kafka\\."
                                + property
                                + " may not be set; (use (source|sink)\\.|remove it: ).*");
    }
}
