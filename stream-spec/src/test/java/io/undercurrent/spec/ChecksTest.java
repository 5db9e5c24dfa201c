package io.undercurrent.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What has to fit together across options. */
class ChecksTest {
    private static final String JSON = "source.format: json\n";

    private static void refused(String lines, String problem) {
        assertThat(Yaml.problemsWith(lines)).as(lines).containsExactly("stream.yaml " + problem);
    }

    @Test
    void csvNeedsItsColumns() {
        refused(
                "source.format: csv\n",
                "line 4: source.format = csv: it needs source.csv.columns, the names of the columns"
                        + " in order; records carry no header line");
        refused(
                "source.format: csv\nsource.csv.columns: [time, x]\n",
                "line 2: source.values = load: no such column; allowed are those of"
                        + " source.csv.columns: time, x");
        refused(
                "source.format: csv\nsource.csv.columns: [time, load, x, x]\n",
                "line 5: source.csv.columns = [time, load, x, x]: x occurs twice");
    }

    @Test
    void theCacheStandsBeforeRocksDbAndHoldsWhatIsDirty() {
        refused(
                "job.cache-size: 1MiB\n",
                "line 4: job.cache-size = 1MiB: not used with job.state-backend = hashmap; remove"
                        + " it");
        refused(
                "job.cache-max-dirty: 1MiB\n",
                "line 4: job.cache-max-dirty = 1MiB: not used with job.state-backend = hashmap;"
                        + " remove it");
        refused(
                "job: {state-backend: rocksdb, cache-size: 1MiB, cache-max-dirty: 2MiB}\n",
                "line 4: job.cache-max-dirty = 2MiB: it must not be more than job.cache-size ="
                        + " 1MiB");
        assertThat(Yaml.problemsWith("job: {state-backend: rocksdb, cache-size: 0B}\n")).isEmpty();
    }

    @Test
    void optionsWithoutEffectAreRefused() {
        refused(
                "alarm.keys: 10\n",
                "line 4: alarm.keys = 10: not used without alarm.budget; remove it");
        refused(
                JSON + "source.csv.columns: [a]\n",
                "line 5: source.csv.columns = [a]: not used with source.format = json; remove it");
        refused(
                JSON + "source.csv.missing: [off]\n",
                "line 5: source.csv.missing = [off]: not used with source.format = json; remove it");
        refused(
                JSON + "source.csv.decimal-separator: ','\n",
                "line 5: source.csv.decimal-separator = ,: not used with source.format = json;"
                        + " remove it");
        refused(
                JSON + "source.avro.schemas: []\n",
                "line 5: source.avro.schemas = []: not used with source.format = json; remove it");
        refused(
                JSON + "source.key.field: id\n",
                "line 5: source.key.field = id: not used with source.key.from = record; remove it");
        refused(
                "source.key.field: id\n",
                "line 4: source.key.field = id: not used with source.key.from = record; remove it");
        refused(
                JSON + "source.key: {from: field, encoding: hex}\n",
                "line 5: source.key.encoding = hex: not used with source.key.from = field; remove"
                        + " it");
        refused(
                JSON + "source.time: {unit: ms, zone: UTC}\n",
                "line 5: source.time.zone = UTC: not used with source.time.unit = ms, which is in"
                        + " UTC; remove it");
        refused(
                JSON + "source.time: {pattern: yyyy-MM-dd}\n",
                "line 5: source.time.pattern = yyyy-MM-dd: not used with source.time.unit = iso;"
                        + " remove it");
        refused(
                "source.time.unit: ms\n",
                "line 4: source.time.unit = ms: not used with source.format = avro: an Event has"
                        + " the fields key, time (in microseconds since 1970-01-01T00:00:00Z) and"
                        + " values; remove it");
        assertThat(Yaml.problemsWith("source.key: {from: field, field: id}\n"))
                .singleElement()
                .asString()
                .startsWith("stream.yaml line 4: source.key.field = id: not used with");
        assertThat(Yaml.problemsWith("source.key: {from: field, field: key}\n")).isEmpty();
    }

    @Test
    void aPatternIsNeededWhereItIsAnnounced() {
        refused(
                JSON + "source.time.unit: pattern\n",
                "line 5: source.time.unit = pattern: it needs source.time.pattern; give one, such"
                        + " as dd.MM.yyyy HH:mm:ss");
    }

    @Test
    void aFieldHasOneRole() {
        refused(
                JSON + "source.time.field: load\n",
                "line 2: source.values: the field load is also source.time.field; a field has one"
                        + " role");
        assertThat(Yaml.problemsWith(JSON + "source.key: {from: field, field: time}\n"))
                .containsExactly(
                        "stream.yaml: source.time.field: the field time is also source.key.field; a"
                                + " field has one role");
    }

    @Test
    void covariatesAreFieldsOfTheirOwn() {
        String twice =
                "source.covariates: the field load is also source.values; a field has one role";
        refused(JSON + "source.covariates: [load]\n", "line 5: " + twice);
        assertThat(Yaml.problemsWith("source.covariates: [load]\n"))
                .singleElement()
                .asString()
                .endsWith(twice);
        refused(
                JSON + "source.covariates: [a, a]\n",
                "line 5: source.covariates = [a, a]: allowed are lists of fields, each once");
        String many =
                IntStream.range(0, 64).mapToObj(i -> "f" + i).collect(Collectors.joining(","));
        refused(
                JSON + "source.covariates: [" + many + "]\n",
                "line 5: source.covariates: 64 fields and 1 source.values: allowed are 64 together");
        StreamSpec spec = Yaml.parse(Yaml.LEAST + "source.covariates: [wind, sun]\n");
        assertThat(spec.source().values()).containsExactly("load");
        assertThat(spec.source().fields()).containsExactly("load", "wind", "sun");
    }

    @Test
    void jsonPathsAreCheckedAgainstEachOther() {
        refused(
                JSON + "source.time.field: load.at\n",
                "line 5: source.time.field: the field load.at lies inside the field load, which"
                        + " cannot be an object and a value at once");
        refused(
                JSON + "source.time.field: a..b\n",
                "line 5: source.time.field = a..b: an empty name in the path 'a..b'; a dot inside a"
                        + " name is written \\.");
    }

    @Test
    void topicsDiffer() {
        refused(
                "sink.scores: events\n",
                "line 4: sink.scores = events: source.topic is the same topic; each needs its own");
        refused(
                "sink.scores: events.anomalies\n",
                "line 4: sink.anomalies = events.anomalies: sink.scores is the same topic; each"
                        + " needs its own");
    }

    @Test
    void aDefaultTopicsNameMayTurnOutTooLong() {
        String topic = "t".repeat(240);
        assertThat(
                        Yaml.problems(
                                "source.topic: "
                                        + topic
                                        + "\nsource.values: [a]\nkafka.bootstrap.servers:"
                                        + " embedded\n"))
                .hasSize(3)
                .first()
                .asString()
                .contains("sink.forecasts = " + topic + ".forecasts, the default: allowed is")
                .endsWith("give sink.forecasts");
    }

    @Test
    void checkpointsComeBeforeTransactionsTimeOut() {
        refused(
                "checkpoint.interval: 20min\n",
                "line 4: checkpoint.interval = 20min: it must be shorter than"
                        + " sink.transaction-timeout = 15min, or every transaction times out before"
                        + " its checkpoint commits it");
        refused(
                "sink.transaction-timeout: 1s\n",
                "line 4: checkpoint.interval = 1s: it must be shorter than sink.transaction-timeout"
                        + " = 1s, or every transaction times out before its checkpoint commits it");
    }

    @Test
    void parallelismStaysBelowItsMaximum() {
        refused(
                "job.parallelism: 129\n",
                "line 4: job.parallelism = 129: it must not be more than job.max-parallelism ="
                        + " 128");
    }
}
