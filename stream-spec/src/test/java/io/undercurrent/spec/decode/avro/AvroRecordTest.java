package io.undercurrent.spec.decode.avro;

import static io.undercurrent.spec.decode.Decoding.assertEvent;
import static io.undercurrent.spec.decode.Decoding.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.registry.ConfluentEncoder;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.time.TimeFormat;
import io.undercurrent.testing.Fuzz;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of the user's own schema: paths, logical types, unions, evolution, broken bytes. */
class AvroRecordTest {
    private static final byte[] KEY = {'k'};

    private static final String READING =
            """
            {"type":"record","name":"Reading","namespace":"plant","fields":[
             {"name":"machine","type":{"type":"enum","name":"Machine","symbols":["PRESS","SAW"]}},
             {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":"note","type":"string"},
             {"name":"probe","type":["null",{"type":"record","name":"Probe","fields":[
              {"name":"temperature","type":["null","double"]},
              {"name":"level","type":"int"}]}]},
             {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
             {"name":"more","type":{"type":"map","values":["null","float","string"]}},
             {"name":"list","type":{"type":"array","items":"Probe"}}]}
            """;
    private static final String PATHS =
            """
            source.key: {from: field, field: machine}
            source.time.field: at
            source.values: [probe.temperature, probe.level, price, more.a, list.1.level]
            """;

    @TempDir Path folder;

    private final Map<Integer, Schema> schemas = new HashMap<>();

    private static Schema schema(String text) {
        return new Schema.Parser().parse(text);
    }

    private StreamSpec spec(String schema, String lines) throws Exception {
        Path file = folder.resolve("reading.avsc");
        Files.writeString(file, schema);
        return StreamSpec.parse(
                "source.topic: t\nkafka.bootstrap.servers: embedded\nsource.avro.schema: "
                        + file
                        + "\n"
                        + lines,
                "stream.yaml");
    }

    private EventDecoder confluent(String schema, String lines) throws Exception {
        String registry = "source.avro.encoding: confluent\nregistry.url: http://r\n";
        StreamSpec spec = spec(schema, registry + lines);
        return StreamDecoders.create(spec.source(), spec.schemas(), schemas::get);
    }

    private byte[] encoded(GenericRecord record) {
        schemas.putIfAbsent(1, record.getSchema());
        return encoded(record, 1);
    }

    private byte[] encoded(GenericRecord record, int id) {
        schemas.put(id, record.getSchema());
        return new ConfluentEncoder(record.getSchema(), id).encode(record);
    }

    private static GenericRecord probe(Object temperature, int level) {
        Schema probe = schema(READING).getField("probe").schema().getTypes().get(1);
        GenericRecord record = new GenericData.Record(probe);
        record.put("temperature", temperature);
        record.put("level", level);
        return record;
    }

    private static GenericRecord reading(Object probe, Map<String, Object> more) {
        Schema schema = schema(READING);
        GenericRecord record = new GenericData.Record(schema);
        record.put(
                "machine", new GenericData.EnumSymbol(schema.getField("machine").schema(), "SAW"));
        record.put("at", 1_700_000_000_123L);
        record.put("note", "a note that nobody reads");
        record.put("probe", probe);
        record.put(
                "price", ByteBuffer.wrap(new BigDecimal("-12.50").unscaledValue().toByteArray()));
        record.put("more", more);
        record.put("list", List.of(probe(1.0, 1), probe(2.0, 2), probe(3.0, 3)));
        return record;
    }

    @Test
    void fieldsAreFoundByTheirPaths() throws Exception {
        EventDecoder decoder = confluent(READING, PATHS);
        byte[] value = encoded(reading(probe(71.5, 3), Map.of("a", 0.5f, "b", "x")));
        assertEvent(
                decoder.decode(null, value), "SAW", 1_700_000_000_123_000L, 71.5, 3, -12.5, 0.5, 2);
    }

    @Test
    void withoutARegistryTheFingerprintStandsBefore() throws Exception {
        StreamSpec spec = spec(READING, PATHS);
        EventDecoder decoder = StreamDecoders.create(spec.source(), spec.schemas());
        GenericRecord record = reading(probe(71.5, 3), Map.of("a", 0.5f));
        ByteBuffer bytes =
                new BinaryMessageEncoder<GenericRecord>(new GenericData(), record.getSchema())
                        .encode(record);
        byte[] value = Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.limit());
        assertEvent(
                decoder.decode(null, value), "SAW", 1_700_000_000_123_000L, 71.5, 3, -12.5, 0.5, 2);
        BadRecordException e = refused(decoder, null, encoded(record));
        assertThat(e.detail()).contains("does not begin with c301");
    }

    @Test
    void nullOnTheWayIsAMissingValue() throws Exception {
        EventDecoder decoder = confluent(READING, PATHS);
        Map<String, Object> none = new HashMap<>();
        none.put("a", null);
        DecodedEvent event = decoder.decode(null, encoded(reading(null, none)));
        assertThat(event.values()).containsExactly(Double.NaN, Double.NaN, -12.5, Double.NaN, 2);
        event = decoder.decode(null, encoded(reading(probe(null, 4), none)));
        assertThat(event.values()).containsExactly(Double.NaN, 4, -12.5, Double.NaN, 2);
    }

    @Test
    void absentAndUnfitValuesAreRefused() throws Exception {
        EventDecoder decoder = confluent(READING, PATHS);
        BadRecordException absent =
                refused(decoder, null, encoded(reading(probe(1.0, 1), Map.of("b", 1f))));
        assertThat(absent.reason()).isEqualTo(DeadLetterReason.MISSING_VALUE);
        assertThat(absent.detail()).contains("'more.a' is absent");
        BadRecordException text =
                refused(decoder, null, encoded(reading(probe(1.0, 1), Map.of("a", "high"))));
        assertThat(text.reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
        assertThat(text.detail()).contains("'more.a' is the text 'high'");
        BadRecordException infinite =
                refused(decoder, null, encoded(reading(probe(1 / 0.0, 1), Map.of("a", 1f))));
        assertThat(infinite.reason()).isEqualTo(DeadLetterReason.INFINITE_VALUE);
        BadRecordException huge =
                refused(decoder, null, encoded(reading(probe(-1e101, 1), Map.of("a", 1f))));
        assertThat(huge.reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
        assertThat(huge.detail()).contains("is -1.0E101; allowed are 0 and numbers of a magnitude");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'long','logicalType':'timestamp-micros'} | | 1700000000123456 | 1700000000123456",
                "{'type':'long','logicalType':'timestamp-nanos'} | | 1700000000123456789 | 1700000000123456",
                "{'type':'long','logicalType':'local-timestamp-millis'} | zone: Europe/Berlin | 1700000000123 | 1699996400123000",
                "{'type':'long','logicalType':'local-timestamp-micros'} | zone: +01:00 | 1700000000123456 | 1699996400123456",
                "{'type':'int','logicalType':'date'} | zone: +01:00 | 1 | 82800000000",
                "'long' | unit: s | 17 | 17000000",
                "'int' | unit: ms | -1 | -1000",
                "'double' | unit: s | 1.5 | 1500000",
                "'string' | zone: UTC | 1970-01-01T00:00:01Z | 1000000",
                "['null',{'type':'long','logicalType':'timestamp-millis'}] | | 17 | 17000"
            })
    void timesAreReadByTheirType(String type, String option, String written, long micros)
            throws Exception {
        String text =
                String.format(
                                Locale.ROOT,
                                "{'type':'record','name':'T','fields':[{'name':'t','type':%s},{'name':'x','type':'double'}]}",
                                type)
                        .replace('\'', '"');
        EventDecoder decoder =
                confluent(
                        text,
                        String.format(
                                Locale.ROOT,
                                "source.values: [x]\nsource.time: {field: t%s}\n",
                                option == null ? "" : ", " + option));
        GenericRecord record = new GenericData.Record(schema(text));
        record.put("x", 1.0);
        Object value = written;
        if (type.contains("double")) {
            value = Double.valueOf(written);
        } else if (type.contains("int") || type.contains("long")) {
            value = Long.valueOf(written);
        }
        record.put("t", value);
        assertThat(decoder.decode(KEY, encoded(record)).timeMicros()).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({"timestamp-millis", "timestamp-micros", "local-timestamp-millis"})
    void timesOutsideTheYearsAreRefused(String type) throws Exception {
        String text =
                String.format(
                                Locale.ROOT,
                                "{'type':'record','name':'T','fields':[{'name':'t','type':{'type':'long','logicalType':'%s'}},{'name':'x','type':'double'}]}",
                                type)
                        .replace('\'', '"');
        EventDecoder decoder = confluent(text, "source.values: [x]\nsource.time.field: t\n");
        GenericRecord record = new GenericData.Record(schema(text));
        record.put("x", 1.0);
        for (long time : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
            record.put("t", time);
            BadRecordException e = refused(decoder, KEY, encoded(record));
            assertThat(e.reason()).as("%d", time).isEqualTo(DeadLetterReason.BAD_TIME);
        }
    }

    @Test
    void schemasMayGrowShrinkWidenAndRename() throws Exception {
        String reader =
                """
                {"type":"record","name":"R","fields":[
                 {"name":"t","type":{"type":"long","logicalType":"timestamp-millis"}},
                 {"name":"x","type":"double","aliases":["old_x"]},
                 {"name":"y","type":["null","double"],"default":null}]}
                """;
        String writer =
                """
                {"type":"record","name":"R","fields":[
                 {"name":"gone","type":{"type":"array","items":"string"}},
                 {"name":"old_x","type":"int"},
                 {"name":"t","type":{"type":"long","logicalType":"timestamp-millis"}}]}
                """;
        EventDecoder decoder = confluent(reader, "source.values: [x, y]\nsource.time.field: t\n");
        GenericRecord record = new GenericData.Record(schema(writer));
        record.put("gone", List.of("a", "b"));
        record.put("old_x", 7);
        record.put("t", 5L);
        assertEvent(decoder.decode(KEY, encoded(record, 9)), "k", 5000, 7, Double.NaN);
    }

    @Test
    void anIncompatibleSchemaIsALetterThatNamesBoth() throws Exception {
        EventDecoder decoder =
                confluent(READING, "source.time.field: at\nsource.values: [probe.level]\n");
        Schema texts =
                schema(
                        READING.replace(
                                "\"level\",\"type\":\"int\"", "\"level\",\"type\":\"string\""));
        schemas.put(77, texts);
        byte[] value = {0, 0, 0, 0, 77, 1, 2, 3};
        BadRecordException e = refused(decoder, KEY, value);
        assertThat(e.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
        assertThat(e.detail())
                .startsWith("records of plant.Reading (id 77) cannot be read as plant.Reading (")
                .contains("reading.avsc): MISSING_UNION_BRANCH at /fields/");
        schemas.put(78, schema(READING.replace("timestamp-millis", "timestamp-micros")));
        value[4] = 78;
        assertThat(refused(decoder, KEY, value).detail())
                .contains("/at is timestamp-micros there and timestamp-millis here");
        schemas.put(
                79,
                schema(
                        READING.replace(
                                "\"note\",\"type\":\"string\"", "\"note\",\"type\":\"int\"")));
        value[4] = 79; // what nobody reads may change as it likes
        assertThat(refused(decoder, KEY, value).reason()).isEqualTo(DeadLetterReason.UNDECODABLE);
        assertThat(refused(decoder, KEY, new byte[] {1, 2, 3, 4, 5, 6}).detail())
                .contains("does not begin with 00 and a schema's id");
    }

    @Test
    void aTypeMayHoldItself() throws Exception {
        String tree =
                """
                {"type":"record","name":"Tree","fields":[
                 {"name":"t","type":{"type":"long","logicalType":"timestamp-millis"}},
                 {"name":"x","type":"double"},
                 {"name":"next","type":["null","Tree"]}]}
                """;
        EventDecoder decoder =
                confluent(tree, "source.values: [x, next.x]\nsource.time.field: t\n");
        GenericRecord record = null;
        for (int depth = 0; depth < 100; depth++) {
            GenericRecord outer = new GenericData.Record(schema(tree));
            outer.put("t", 1L);
            outer.put("x", (double) depth);
            outer.put("next", record);
            record = outer;
        }
        assertEvent(decoder.decode(KEY, encoded(record)), "k", 1000, 99, 98);
        byte[] deep = new byte[100_005];
        deep[4] = 1;
        for (int i = 5; i + 10 < deep.length; i += 10) {
            deep[i + 9] = 2; // t = 0, x = 0, next: the branch Tree
        }
        assertThat(refused(decoder, KEY, deep).detail()).contains("nested deeper than 200 levels");
    }

    @Test
    void brokenBytesAreEventsOrRefused() throws Exception {
        EventDecoder decoder = confluent(READING, PATHS);
        byte[] good = encoded(reading(probe(71.5, 3), Map.of("a", 0.5f, "b", "x")));
        AtomicInteger refusals = new AtomicInteger();
        Fuzz.cases(
                "own Avro schema behind Confluent's framing",
                5_000,
                random -> {
                    byte[] bytes = Fuzz.damaged(good, random);
                    System.arraycopy(good, 0, bytes, 0, Math.min(5, bytes.length)); // the id
                    try {
                        DecodedEvent event = decoder.decode(null, bytes);
                        assertThat(event.timeMicros())
                                .isBetween(TimeFormat.MIN_MICROS, TimeFormat.MAX_MICROS);
                        assertThat(event.key()).isIn("PRESS", "SAW");
                    } catch (BadRecordException e) {
                        refusals.incrementAndGet();
                        assertThat(e.detail()).hasSizeLessThan(500);
                    }
                });
        assertThat(refusals).hasPositiveValue();
        assertThat(decoder.decode(null, good).key().getBytes(UTF_8)).hasSize(3);
    }

    @Test
    void aLengthThatIsNotThereCostsNoMemory() throws Exception {
        String text =
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"t\",\"type\":\"string\"},"
                        + "{\"name\":\"x\",\"type\":{\"type\":\"array\",\"items\":[\"null\",\"double\"]}}]}";
        EventDecoder decoder = confluent(text, "source.values: [x.0]\nsource.time.field: t\n");
        schemas.put(1, schema(text));
        byte[] longText = {0, 0, 0, 0, 1, -2, -1, -1, -1, 15, 'a'}; // 2^31 - 1 characters
        assertThat(refused(decoder, KEY, longText).reason())
                .isEqualTo(DeadLetterReason.UNDECODABLE);
        byte[] manyItems = {0, 0, 0, 0, 1, 0, -2, -1, -1, -1, 15, 0, 0};
        assertThat(refused(decoder, KEY, manyItems).reason())
                .isEqualTo(DeadLetterReason.UNDECODABLE);
    }
}
