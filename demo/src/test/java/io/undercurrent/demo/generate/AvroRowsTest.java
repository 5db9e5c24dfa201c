package io.undercurrent.demo.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SourceOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Records of schemas of the user's own. */
class AvroRowsTest {
    private static final long MICROS = 1_700_000_000_123_456L;

    /** Paths are those of JSON here; the format is what the schema says. */
    private static final SourceOptions SOURCE =
            StreamSpec.parse(
                            """
                            source.topic: s
                            source.format: json
                            source.key: {from: field, field: machine.name}
                            source.group-field: machine.site
                            source.time: {field: at, unit: ms}
                            source.values: [load, inner.pressure]
                            kafka.bootstrap.servers: localhost:9092
                            """,
                            "stream.yaml")
                    .source();

    private static final String SCHEMA =
            """
            {"type": "record", "name": "M", "fields": [
              {"name": "version", "type": "int", "default": 3},
              {"name": "machine", "type": {"type": "record", "name": "N", "fields": [
                {"name": "name", "type": "string"},
                {"name": "site", "type": ["null", "string"]},
                {"name": "kind", "type": {"type": "enum", "name": "K", "symbols": ["A", "B"]}}]}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "load", "type": ["null", "float"]},
              {"name": "inner", "type": ["null", {"type": "map", "values": %s}]},
              {"name": "note", "type": ["null", "string"]}]}
            """;

    @Test
    void pathsHoldTheRowAndOtherFieldsTheirDefaults() throws IOException {
        String decimal =
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}";
        Schema schema = new Schema.Parser().parse(String.format(Locale.ROOT, SCHEMA, decimal));
        GenericRecord read = read(schema, encode(schema, row(18.257)));
        assertThat(read.get("version")).isEqualTo(3);
        assertThat(read.get("note")).isNull();
        GenericRecord machine = (GenericRecord) read.get("machine");
        assertThat(machine.get("name")).hasToString("pump-01");
        assertThat(machine.get("site")).hasToString("site-1");
        assertThat(machine.get("kind")).hasToString("A");
        assertThat(read.get("at")).isEqualTo(MICROS / 1000);
        assertThat(read.get("load")).isEqualTo(1.5f);
        Map<?, ?> inner = (Map<?, ?>) read.get("inner");
        assertThat(inner).hasSize(1);
        Schema type = schema.getField("inner").schema().getTypes().get(1).getValueType();
        BigDecimal pressure =
                new Conversions.DecimalConversion()
                        .fromBytes(
                                (ByteBuffer) inner.values().iterator().next(),
                                type,
                                type.getLogicalType());
        assertThat(pressure).isEqualTo("18.26");
    }

    @Test
    void whatATypeCannotHoldIsRefusedByItsField() {
        Schema schema = new Schema.Parser().parse(String.format(Locale.ROOT, SCHEMA, "\"double\""));
        assertThatThrownBy(() -> encode(schema, row("n/a"))).hasMessageContaining("M.inner");
    }

    @Test
    void aSchemaMadeOfThePathsHoldsThemAll() throws IOException {
        Schema schema = OwnSchema.of(SOURCE);
        GenericRecord read = read(schema, encode(schema, row(2.5)));
        assertThat(read.get("at")).isEqualTo(MICROS);
        assertThat(((GenericRecord) read.get("inner")).get("pressure")).isEqualTo(2.5);
        assertThat(((GenericRecord) read.get("machine")).get("name")).hasToString("pump-01");
        assertThat(new Schema.Parser().parse(schema.toString())).isEqualTo(schema);
    }

    private static Row row(Object pressure) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("load", 1.5);
        values.put("inner.pressure", pressure);
        return new Row("pump-01", "site-1", MICROS, values);
    }

    private static byte[] encode(Schema schema, Row row) {
        return new AvroRows(SOURCE, schema, AvroRowsTest::bytes).encode(row);
    }

    private static byte[] bytes(IndexedRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<IndexedRecord>(record.getSchema()).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static GenericRecord read(Schema schema, byte[] bytes) throws IOException {
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
