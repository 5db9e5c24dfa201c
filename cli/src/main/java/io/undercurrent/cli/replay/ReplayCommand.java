package io.undercurrent.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.cli.csv.CsvInput;
import io.undercurrent.cli.csv.CsvOptions;
import io.undercurrent.command.ClientProperties;
import io.undercurrent.command.InputFile;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Micros;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.decode.csv.CsvRow;
import io.undercurrent.spec.decode.csv.CsvRows;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.stream.record.LocalTimeResolver;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Sends a CSV file's rows as Avro events, as fast as possible or at a multiple of their own pace.
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
            description =
                    "A Kafka producer property, for instance for TLS; may be repeated. For secrets use --properties.")
    private List<String> given = List.of();

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description =
                    "A file of producer properties, as Kafka's own tools read it; values may be $${NAME} of the environment or $${file:PATH}. --property overrides it.")
    private Path propertyFile;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            description =
                    "Keep the rows' own pace times this factor (1 = as it happened); default: as fast as it goes.")
    private Double speed;

    @Option(
            names = "--series",
            paramLabel = "KEY",
            description =
                    "The key of all rows where no column holds one; default: the file's name.")
    private String series;

    @Mixin private CsvOptions csv;

    @Spec private CommandSpec command;

    private ClientProperties properties = ClientProperties.NONE;

    @Override
    public Integer call() throws Exception {
        if (speed != null && !(speed > 0)) {
            throw new IllegalArgumentException(
                    "--speed = " + speed + ": allowed are numbers above 0");
        }
        InputFile.check(file);
        PrintWriter err = command.commandLine().getErr();
        properties = ClientProperties.of("--property", given, "--properties", propertyFile, err);
        String name = series == null ? String.valueOf(file.getFileName()) : series;
        AtomicReference<Exception> failure = new AtomicReference<>();
        Progress progress = new Progress(Files.size(file), err);
        InputStream bytes = progress.count(Files.newInputStream(file));
        try (CsvInput input = CsvInput.open(file, bytes, csv, name, err, "");
                KafkaProducer<byte[], byte[]> producer = producer()) {
            Wire<Event> wire = new Wire<>(Event.getClassSchema());
            Pace pace = new Pace(speed);
            LocalTimeResolver order = new LocalTimeResolver();
            long sent = 0;
            boolean stopped = false;
            try {
                for (CsvRow row = input.next(); row != null; row = input.next()) {
                    if (row.isBroken()) {
                        input.refuse(row, row.problem().detail());
                        continue;
                    }
                    DecodedEvent event = row.event();
                    long time = order.micros(event);
                    pace.await(time);
                    byte[] value = wire.encode(event(input.rows(), event, time));
                    var unused =
                            producer.send(
                                    new ProducerRecord<>(topic, event.key().getBytes(UTF_8), value),
                                    (metadata, e) -> failure.compareAndSet(null, e));
                    progress.row(++sent);
                    throwIfFailed(failure.get());
                }
            } catch (CsvInput.StrictStop e) {
                stopped = true; // records that were sent stay in the topic
            }
            producer.flush();
            throwIfFailed(failure.get());
            input.summary("sent to " + topic, "");
            return stopped ? CsvInput.ROWS_REFUSED : 0;
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Properties all = new Properties();
        all.put("linger.ms", "5");
        all.put("max.block.ms", "30000");
        all.putAll(properties.values());
        all.put("bootstrap.servers", servers);
        all.put("acks", "all");
        try {
            return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--bootstrap-servers = %s, --property, --properties: no producer can be made of them: %s",
                            servers,
                            properties.safe(cause.getMessage())));
        }
    }

    private void throwIfFailed(Exception failure) throws Exception {
        if (failure instanceof TimeoutException) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "--bootstrap-servers = %s, --topic = %s: %s Check that brokers answer there and that the topic exists.",
                            servers,
                            topic,
                            failure.getMessage()),
                    failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Event event(CsvRows rows, DecodedEvent event, long micros) {
        List<String> names = new ArrayList<>(rows.valueColumns());
        names.addAll(rows.covariateColumns());
        Map<String, Double> map = new HashMap<>();
        for (int c = 0; c < names.size(); c++) {
            double value = event.values()[c];
            map.put(names.get(c), Double.isNaN(value) ? null : value);
        }
        return new Event(event.key(), Micros.instant(micros), map);
    }
}
