package io.undercurrent.spec;

import io.undercurrent.spec.StreamSpec.Format;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Puts checked settings into their records. */
final class SpecBuilder {
    private final Settings settings;

    private SpecBuilder(Settings settings) {
        this.settings = settings;
    }

    static StreamSpec build(Settings settings, AvroFiles files) {
        SpecBuilder builder = new SpecBuilder(settings);
        return new StreamSpec(
                builder.source(files),
                new StreamSpec.Forecast(
                        settings.get(Options.FORECAST_HORIZON),
                        settings.get(Options.FORECAST_QUANTILES),
                        settings.get(Options.FORECAST_EVERY),
                        settings.get(Options.FORECAST_SEASONS)),
                new StreamSpec.Alarm(
                        settings.get(Options.ALARM_RATE), settings.get(Options.ALARM_WARMUP)),
                new StreamSpec.Episodes(
                        settings.get(Options.EPISODES_QUIET),
                        settings.get(Options.EPISODES_MAJOR),
                        settings.get(Options.EPISODES_CRITICAL),
                        settings.get(Options.EPISODES_GROUP_PATTERN)),
                settings.get(Options.MODEL),
                builder.sink(),
                new StreamSpec.Checkpoint(
                        settings.get(Options.CHECKPOINT_FOLDER),
                        settings.get(Options.CHECKPOINT_INTERVAL)),
                new StreamSpec.Job(
                        settings.get(Options.JOB_NAME),
                        settings.get(Options.JOB_RUNTIME),
                        settings.get(Options.JOB_PARALLELISM),
                        settings.get(Options.JOB_MAX_PARALLELISM),
                        settings.get(Options.JOB_STATE_BACKEND),
                        settings.get(Options.JOB_CACHE_SIZE),
                        settings.get(Options.JOB_CACHE_MAX_DIRTY),
                        settings.get(Options.JOB_EXPIRE_AFTER),
                        settings.get(Options.JOB_BATCH),
                        settings.get(Options.JOB_REBUILD_EVENTS),
                        settings.get(Options.JOB_STATE_PRECISION),
                        settings.get(Options.JOB_JIT_WARM_UP),
                        settings.get(Options.JOB_RESTART_ATTEMPTS)),
                new StreamSpec.Streams(
                        settings.get(Options.STREAMS_STATE_FOLDER),
                        settings.get(Options.STREAMS_STANDBY_REPLICAS),
                        settings.get(Options.STREAMS_HTTP),
                        settings.get(Options.STREAMS_HTTP_ADVERTISED),
                        settings.get(Options.STREAMS_HTTP_RATE)),
                new StreamSpec.Metrics(settings.get(Options.METRICS_PROMETHEUS)),
                Collections.unmodifiableMap(settings.kafka()));
    }

    private StreamSpec.Source source(AvroFiles files) {
        List<String> columns = settings.get(Options.CSV_COLUMNS);
        List<String> covariates = settings.get(Options.SOURCE_COVARIATES);
        return new StreamSpec.Source(
                settings.get(Options.SOURCE_TOPIC),
                settings.get(Options.SOURCE_START),
                settings.get(Options.SOURCE_GROUP_ID),
                settings.get(Options.SOURCE_FORMAT),
                columns == null ? List.of() : columns,
                settings.get(Options.CSV_DELIMITER),
                csvText(),
                avro(files),
                key(),
                time(),
                settings.get(Options.SOURCE_VALUES),
                covariates == null ? List.of() : covariates,
                settings.get(Options.SOURCE_LATE),
                settings.get(Options.SOURCE_MAX_BYTES),
                settings.get(Options.SOURCE_MAX_KEY_BYTES),
                settings.get(Options.GROUP_FIELD));
    }

    private CsvText csvText() {
        Character decimal = settings.get(Options.CSV_DECIMAL_SEPARATOR);
        List<String> missing = settings.get(Options.CSV_MISSING);
        return decimal == null || missing == null ? null : new CsvText(decimal, missing);
    }

    private StreamSpec.Avro avro(AvroFiles files) {
        boolean confluent =
                settings.get(Options.SOURCE_FORMAT) == Format.AVRO
                        && settings.get(Options.AVRO_ENCODING)
                                == StreamSpec.Avro.Encoding.CONFLUENT;
        return new StreamSpec.Avro(
                settings.get(Options.AVRO_ENCODING),
                files.writers(),
                files.schema(),
                settings.get(Options.AVRO_SCHEMA),
                settings.get(Options.AVRO_SUBJECT),
                confluent ? AvroChecks.registry(settings) : null,
                Map.of());
    }

    private StreamSpec.Key key() {
        StreamSpec.Key.From from = settings.get(Options.KEY_FROM);
        boolean isField = from == StreamSpec.Key.From.FIELD;
        return new StreamSpec.Key(
                from,
                isField ? settings.get(Options.KEY_FIELD) : null,
                settings.get(Options.KEY_ENCODING));
    }

    private StreamSpec.Time time() {
        boolean event =
                settings.get(Options.SOURCE_FORMAT) == Format.AVRO
                        && settings.get(Options.AVRO_SCHEMA) == null;
        return new StreamSpec.Time(
                event ? "time" : settings.get(Options.TIME_FIELD),
                event ? StreamSpec.Time.Unit.US : settings.get(Options.TIME_UNIT),
                settings.get(Options.TIME_PATTERN),
                event ? ZoneOffset.UTC : settings.get(Options.TIME_ZONE),
                settings.get(Options.TIME_MAX_AHEAD));
    }

    private StreamSpec.Sink sink() {
        return new StreamSpec.Sink(
                settings.get(Options.SINK_SCORES),
                settings.get(Options.SINK_FORECASTS),
                settings.get(Options.SINK_ANOMALIES),
                settings.get(Options.SINK_EPISODES),
                settings.get(Options.SINK_DEAD_LETTERS),
                settings.get(Options.TRANSACTIONAL_ID_PREFIX),
                settings.get(Options.TRANSACTION_TIMEOUT),
                settings.get(Options.DEAD_LETTER_MAX_BYTES),
                settings.get(Options.SINK_ENCODING) == StreamSpec.Avro.Encoding.CONFLUENT
                        ? new StreamSpec.Registered(AvroChecks.registry(settings), Map.of())
                        : null);
    }
}
