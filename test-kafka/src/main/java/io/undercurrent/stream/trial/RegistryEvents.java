package io.undercurrent.stream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Micros;
import io.undercurrent.schemas.registry.ConfluentEncoder;
import io.undercurrent.schemas.registry.ConfluentFrame;
import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.testing.FakeRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends events with a registry's ids, in our schema and in one with a further field. */
public final class RegistryEvents implements AutoCloseable {
    private static final Schema OLD = Event.getClassSchema();
    private static final Schema GROWN =
            new Schema.Parser()
                    .parse(
                            OLD.toString()
                                    .replace(
                                            "\"fields\":[",
                                            "\"fields\":[{\"name\":\"site\",\"type\":\"string\"},"));

    /** The registry, in which our schema is registered. */
    public final FakeRegistry registry = new FakeRegistry();

    private final Stream stream;
    private final ConfluentEncoder old;
    private ConfluentEncoder grown;

    public RegistryEvents(Stream stream) throws IOException {
        this.stream = stream;
        old = new ConfluentEncoder(OLD, registry.add(stream.topic() + "-value", OLD));
    }

    /** The lines that a declaration needs for this registry. */
    public String[] lines() {
        return new String[] {
            "source.avro.encoding: confluent",
            "sink.avro.encoding: confluent",
            String.format(Locale.ROOT, "registry: {url: \"%s\", timeout: 20s}", registry.url())
        };
    }

    /** Registers the grown schema, which no client has asked for yet. */
    public void grow() {
        grown = new ConfluentEncoder(GROWN, registry.add(stream.topic() + "-value", GROWN));
    }

    /** Sends the events {@code from} to {@code to} (exclusive) of a key to a partition. */
    public void send(int partition, String key, int from, int to, boolean asGrown)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = stream.producer(Map.of())) {
            for (int i = from; i < to; i++) {
                byte[] value = encoded(key, i, asGrown);
                producer.send(
                                new ProducerRecord<>(
                                        stream.topic(),
                                        partition,
                                        Stream.START.toEpochMilli(),
                                        key.getBytes(UTF_8),
                                        value))
                        .get();
            }
        }
    }

    /**
     * Registers a schema with one more field, a tree, and sends an event whose tree is 60,000
     * levels deep. Nobody who reads events needs the field, but has to skip it.
     */
    public void sendTree(int partition, String key, int number)
            throws IOException, ExecutionException, InterruptedException {
        Schema tree = Schema.createRecord("Tree", null, "plant", false);
        tree.setFields(List.of(new Schema.Field("branches", Schema.createArray(tree))));
        List<Schema.Field> fields = new ArrayList<>();
        OLD.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("tree", tree));
        Schema deep = Schema.createRecord(OLD.getName(), null, OLD.getNamespace(), false, fields);
        int id = registry.add(stream.topic() + "-value", deep);
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.writeBytes(ConfluentFrame.header(id));
        byte[] event = encoded(key, number, false);
        value.write(event, ConfluentFrame.BYTES, event.length - ConfluentFrame.BYTES);
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(value, null);
        for (int i = 0; i < 60_000; i++) {
            out.writeArrayStart();
            out.writeLong(1);
        }
        out.flush();
        send(partition, key, value.toByteArray());
    }

    private void send(int partition, String key, byte[] value)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = stream.producer(Map.of())) {
            producer.send(
                            new ProducerRecord<>(
                                    stream.topic(),
                                    partition,
                                    Stream.START.toEpochMilli(),
                                    key.getBytes(UTF_8),
                                    value))
                    .get();
        }
    }

    /** Event number {@code i} of a key as encoded in the topic. */
    public byte[] encoded(String key, int i, boolean asGrown) {
        GenericData.Record event = new GenericData.Record(asGrown ? GROWN : OLD);
        event.put("key", key);
        event.put("time", Micros.of(Stream.START) + i);
        event.put("values", Map.of("value", (double) i));
        if (asGrown) {
            event.put("site", "s");
        }
        return (asGrown ? grown : old).encode(event);
    }

    /** Committed records of a topic as a reader that knows only the registry decodes them. */
    public List<GenericRecord> readAsOthersDo(String topic, int atLeast) throws IOException {
        SchemaRegistry client = new SchemaRegistry(RegistrySettings.of(registry.url()));
        List<GenericRecord> records = new ArrayList<>();
        for (var record : stream.committed(atLeast, topic)) {
            byte[] value = record.value();
            Schema schema = client.byId(ConfluentFrame.id(value));
            int length = value.length - ConfluentFrame.BYTES;
            records.add(
                    new GenericDatumReader<GenericRecord>(schema)
                            .read(
                                    null,
                                    DecoderFactory.get()
                                            .binaryDecoder(
                                                    value, ConfluentFrame.BYTES, length, null)));
        }
        return records;
    }

    @Override
    public void close() {
        registry.close();
    }
}
