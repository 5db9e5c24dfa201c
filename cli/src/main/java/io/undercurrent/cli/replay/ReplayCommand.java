package io.undercurrent.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.command.InputFile;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec.Time;
import io.undercurrent.spec.decode.CsvLayout;
import io.undercurrent.spec.decode.CsvRow;
import io.undercurrent.spec.decode.CsvRows;
import io.undercurrent.spec.decode.DecodedEvent;
import io.undercurrent.stream.record.KeyOrder;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Sends a CSV file's rows as Avro events, as fast as it goes or at a multiple of their own pace.
 */
@Command(
        name = "replay",
        description = "Send the rows of a CSV file to a topic as Avro events (format: avro).",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.csv", description = "The file, with a header line.")
    private Path file;

    @Option(names = "--topic", required = true, description = "The topic; it must exist.")
    private String topic;

    @Option(
            names = "--bootstrap-servers",
            defaultValue = "localhost:9092",
            description = "The brokers; default ${DEFAULT-VALUE}.")
    private String servers;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "A Kafka producer property, for instance for TLS; may be repeated.")
    private Map<String, String> properties = Map.of();

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            description =
                    "Keep the rows' own pace times this factor (1 = as it happened); default: as fast as it goes.")
    private Double speed;

    @Option(names = "--key", paramLabel = "COLUMN", description = "The key column.")
    private String key;

    @Option(
            names = "--series",
            paramLabel = "KEY",
            description =
                    "The key of all rows where no column holds one; default: the file's name.")
    private String series;

    @Option(names = "--time", paramLabel = "COLUMN", description = "The time column.")
    private String time;

    @Option(
            names = "--time-unit",
            paramLabel = "UNIT",
            description = "${COMPLETION-CANDIDATES}; default: found out from the first row.")
    private Time.Unit timeUnit;

    @Option(names = "--time-pattern", paramLabel = "PATTERN", description = "A java.time pattern.")
    private String timePattern;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Zone of times that name none; default UTC.")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(
            names = "--values",
            split = ",",
            paramLabel = "COLUMN",
            description = "The value columns; default: all with a number in the first row.")
    private List<String> values = List.of();

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (speed != null && !(speed > 0)) {
            throw new IllegalArgumentException(
                    "--speed = " + speed + ": allowed are numbers above 0");
        }
        InputFile.check(file);
        PrintWriter err = command.commandLine().getErr();
        String name = series == null ? String.valueOf(file.getFileName()) : series;
        CsvLayout layout =
                CsvLayout.detected(name)
                        .withTime(time, timeUnit, timePattern, zone)
                        .withValues(values);
        if (key != null) {
            layout = layout.withKey(key);
        }
        AtomicReference<Exception> failure = new AtomicReference<>();
        Progress progress = new Progress(Files.size(file), err);
        try (InputStream in = progress.count(Files.newInputStream(file));
                KafkaProducer<byte[], byte[]> producer = producer()) {
            CsvRows rows = CsvRows.open(new BufferedInputStream(in), layout);
            Wire<Event> wire = new Wire<>(Event.getClassSchema());
            Pace pace = new Pace(speed);
            KeyOrder order = new KeyOrder();
            long sent = 0;
            long broken = 0;
            for (CsvRow row = rows.next(); row != null; row = rows.next()) {
                if (row.isBroken()) {
                    broken++;
                    err.println("line " + row.line() + ": " + row.problem().detail());
                    continue;
                }
                DecodedEvent event = row.event();
                long time = order.micros(event);
                pace.await(time);
                byte[] value = wire.encode(event(rows.valueColumns(), event, time));
                var unused =
                        producer.send(
                                new ProducerRecord<>(topic, event.key().getBytes(UTF_8), value),
                                (metadata, e) -> failure.compareAndSet(null, e));
                progress.row(++sent);
                throwIfFailed(failure.get());
            }
            producer.flush();
            throwIfFailed(failure.get());
            err.printf("%d events sent to %s, %d rows broken%n", sent, topic, broken);
            return 0;
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Properties all = new Properties();
        all.put("linger.ms", "5");
        all.put("max.block.ms", "30000");
        all.putAll(properties);
        all.put("bootstrap.servers", servers);
        all.put("acks", "all");
        try {
            return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    "--bootstrap-servers = %s, --property: no producer can be made of them: %s"
                            .formatted(servers, cause.getMessage()),
                    e);
        }
    }

    private void throwIfFailed(Exception failure) throws Exception {
        if (failure instanceof TimeoutException) {
            throw new IllegalStateException(
                    "--bootstrap-servers = %s, --topic = %s: %s Check that brokers answer there and that the topic exists."
                            .formatted(servers, topic, failure.getMessage()),
                    failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Event event(List<String> names, DecodedEvent event, long micros) {
        Map<String, Double> map = new HashMap<>();
        for (int c = 0; c < names.size(); c++) {
            double value = event.values()[c];
            map.put(names.get(c), Double.isNaN(value) ? null : value);
        }
        return new Event(event.key(), Instant.EPOCH.plus(micros, ChronoUnit.MICROS), map);
    }
}
