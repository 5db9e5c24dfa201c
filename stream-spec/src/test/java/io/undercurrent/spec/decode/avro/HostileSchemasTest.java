package io.undercurrent.spec.decode.avro;

import static io.undercurrent.spec.decode.Decoding.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.registry.ConfluentFrame;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import io.undercurrent.spec.decode.event.BadRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registered schema and a small record decide neither over the heap, nor the stack, nor time. */
class HostileSchemasTest {
    private static final byte[] KEY = {'k'};
    private static final String READING =
            "{\"type\":\"record\",\"name\":\"Reading\",\"fields\":[{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}},{\"name\":\"x\",\"type\":\"double\"}%s]}";

    @TempDir Path folder;
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private EventDecoder decoder;

    @BeforeEach
    void decoder() throws Exception {
        Path file = folder.resolve("reading.avsc");
        Files.writeString(file, String.format(Locale.ROOT, READING, ""));
        StreamSpec spec =
                StreamSpec.parse(
                        "source.topic: t\nkafka.bootstrap.servers: embedded\nsource.avro.encoding: confluent\n"
                                + "registry.url: http://r\nsource.avro.schema: "
                                + file
                                + "\nsource.time.field: at\nsource.values: [x]\n",
                        "stream.yaml");
        decoder = StreamDecoders.create(spec.source(), spec.schemas(), schemas::get);
        schemas.put(1, schema(""));
    }

    private static Schema schema(String more) {
        return new Schema.Parser().parse(String.format(Locale.ROOT, READING, more));
    }

    private interface Body {
        void write(BinaryEncoder out) throws IOException;
    }

    private static byte[] value(int id, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ConfluentFrame.header(id));
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        out.writeLong(1_700_000_000_000L);
        out.writeDouble(1.5);
        body.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private void assertBad(Schema schema, Body body, String detail) throws Exception {
        schemas.put(2, schema);
        BadRecordException e = refused(decoder, KEY, value(2, body));
        assertThat(e.reason()).isEqualTo(DeadLetterReason.UNDECODABLE);
        assertThat(e.detail()).contains(detail);
        assertGoodIsRead();
    }

    private void assertGoodIsRead() throws Exception {
        assertThat(decoder.decode(KEY, value(1, out -> {})).values()).containsExactly(1.5);
    }

    @Test
    void aTreeInAFieldThatOnlyTheWriterHasEndsAtALevel() throws Exception {
        Schema tree =
                schema(
                        ",{\"name\":\"t\",\"type\":{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"c\",\"type\":{\"type\":\"array\",\"items\":\"T\"}}]}}");
        assertBad(
                tree,
                out -> {
                    for (int i = 0; i < 60_000; i++) {
                        out.writeArrayStart();
                        out.writeLong(1);
                    }
                },
                "nested deeper than 200 levels");
    }

    @Test
    void elementsWithoutBytesAreCounted() throws Exception {
        Schema nulls =
                schema(
                        ",{\"name\":\"n\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}}");
        assertBad(
                nulls,
                out -> {
                    out.writeLong(1);
                    out.writeLong(Integer.MAX_VALUE - 8L);
                    out.writeLong(0);
                    out.writeLong(0);
                },
                "more elements than the record has bytes");
        Schema map =
                schema(
                        ",{\"name\":\"m\",\"type\":[\"null\",{\"type\":\"map\",\"values\":\"null\"}]}");
        assertBad(
                map,
                out -> {
                    out.writeIndex(1);
                    out.writeLong(Integer.MAX_VALUE - 8L);
                },
                "more elements than the record has bytes");
    }

    @Test
    void anArrayThatOnlyTheWriterHasIsSkipped() throws Exception {
        schemas.put(
                2, schema(",{\"name\":\"n\",\"type\":{\"type\":\"array\",\"items\":\"long\"}}"));
        byte[] value =
                value(
                        2,
                        out -> {
                            out.writeLong(3);
                            out.writeLong(7);
                            out.writeLong(8);
                            out.writeLong(9);
                            out.writeLong(0);
                        });
        assertThat(decoder.decode(KEY, value).values()).containsExactly(1.5);
    }

    private void assertUnknown(Schema schema, String detail) throws Exception {
        schemas.put(2, schema);
        BadRecordException e = refused(decoder, KEY, value(2, out -> {}));
        assertThat(e.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
        assertThat(e.detail()).contains(detail);
        assertGoodIsRead();
    }

    @Test
    void aSchemaThatUnfoldsWithoutEndIsNotUsed() throws Exception {
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            more.append(
                    String.format(
                            Locale.ROOT,
                            ",{\"name\":\"f%d\",\"type\":{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[%s]}}",
                            i,
                            i,
                            i == 0
                                    ? "{\"name\":\"a\",\"type\":\"null\"}"
                                    : String.format(
                                            Locale.ROOT,
                                            "{\"name\":\"a\",\"type\":\"R%d\"},{\"name\":\"b\",\"type\":\"R%d\"}",
                                            i - 1,
                                            i - 1)));
        }
        assertUnknown(schema(more.toString()), "more than 200000 parts");
    }

    @Test
    void aSchemaOfManyLevelsIsNotUsed() throws Exception {
        Schema deep = Schema.create(Schema.Type.LONG);
        for (int i = 0; i < 5000; i++) {
            deep = Schema.createArray(deep);
        }
        Schema.Field field = new Schema.Field("deep", deep);
        Schema reading =
                Schema.createRecord(
                        "Reading",
                        null,
                        null,
                        false,
                        List.of(
                                copy(schema("").getField("at")),
                                copy(schema("").getField("x")),
                                field));
        assertUnknown(reading, "nests deeper than 200 levels");
    }

    private static Schema.Field copy(Schema.Field field) {
        return new Schema.Field(field.name(), field.schema());
    }

    @Test
    void aHugeFixedIsNotUsed() throws Exception {
        Schema fixed =
                schema(
                        ",{\"name\":\"b\",\"type\":{\"type\":\"fixed\",\"name\":\"B\",\"size\":100000000}}");
        assertUnknown(fixed, "a fixed of 100000000 bytes; allowed are up to 67108864");
    }

    @Test
    void aRecordOfManyFieldsIsRead() throws Exception {
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            more.append(String.format(Locale.ROOT, ",{\"name\":\"f%d\",\"type\":\"null\"}", i));
        }
        schemas.put(2, schema(more.toString()));
        assertThat(decoder.decode(KEY, value(2, out -> {})).values()).containsExactly(1.5);
    }
}
