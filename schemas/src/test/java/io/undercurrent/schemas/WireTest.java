package io.undercurrent.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;
import org.junit.jupiter.api.Test;

class WireTest {
    private final Wire<Event> wire = new Wire<>(Event.getClassSchema());
    private final Event event =
            Event.newBuilder()
                    .setKey("cpu0")
                    .setTime(Instant.parse("2026-01-02T03:04:05.000006Z"))
                    .setValues(Map.of("load", 12.5))
                    .build();

    @Test
    void whatWasWrittenIsRead() throws Exception {
        byte[] bytes = wire.encode(event);
        assertThat(bytes).startsWith(0xC3, 0x01);
        assertThat(wire.decode(bytes)).isEqualTo(event);
    }

    @Test
    void theHeaderIsWhatStandsBeforeARecord() {
        assertThat(wire.encode(event)).startsWith(Wire.header(Event.getClassSchema()));
    }

    @Test
    void aPlainSchemaIsTheFiles() throws Exception {
        for (Schema schema :
                List.of(
                        Event.getClassSchema(),
                        Score.getClassSchema(),
                        Forecast.getClassSchema(),
                        Anomaly.getClassSchema(),
                        DeadLetter.getClassSchema(),
                        Episode.getClassSchema())) {
            File file = new File("src/main/avro/" + schema.getName() + ".avsc");
            assertThat(PlainSchema.of(schema))
                    .isNotEqualTo(schema)
                    .isEqualTo(new Schema.Parser().parse(file));
        }
    }

    @Test
    void everySchemaDocumentsEveryField() {
        for (Schema schema :
                new Schema[] {
                    Event.getClassSchema(),
                    Score.getClassSchema(),
                    Forecast.getClassSchema(),
                    ChannelForecast.getClassSchema(),
                    Anomaly.getClassSchema(),
                    DeadLetter.getClassSchema(),
                    Episode.getClassSchema()
                }) {
            assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
            for (Schema.Field field : schema.getFields()) {
                assertThat(field.doc()).as(schema.getName() + "." + field.name()).isNotBlank();
            }
        }
    }

    @Test
    void aReaderToleratesAddedFieldsOfAKnownWriter() throws Exception {
        Schema newer = newerEvent();
        byte[] bytes = encodeNewer(newer);
        SchemaStore.Cache store = new SchemaStore.Cache();
        store.addSchema(newer);
        assertThat(new Wire<>(Event.getClassSchema(), store).decode(bytes)).isEqualTo(event);
    }

    private static Schema earlierScore() throws Exception {
        File file = new File("src/main/resources/io/undercurrent/schemas/earlier/Score-1.avsc");
        return new Schema.Parser().parse(file);
    }

    private static GenericRecordBuilder score(Schema schema, String status) {
        Schema statuses = schema.getField("status").schema();
        return new GenericRecordBuilder(schema)
                .set("id", "t-0-1")
                .set("key", "k")
                .set("time", 7L)
                .set("values", List.of(1.5))
                .set("expected", List.of(1.0))
                .set("lower", List.of(0.5))
                .set("upper", List.of(2.0))
                .set("score", 0.25)
                .set("p_value", 0.5)
                .set("channel", 0)
                .set("status", new GenericData.EnumSymbol(statuses, status))
                .set("alarm", false)
                .set("model_id", "m@1");
    }

    private static byte[] bytes(GenericData.Record score) throws Exception {
        var buffer =
                new BinaryMessageEncoder<GenericData.Record>(GenericData.get(), score.getSchema())
                        .encode(score);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** Topics and stores hold them, from before there was the status UNPREDICTED. */
    @Test
    void scoresOfEarlierBuildsAreRead() throws Exception {
        byte[] old = bytes(score(earlierScore(), "LATE").build());
        assertThat(HexFormat.of().formatHex(old, 2, 10))
                .as("the fingerprint that stands in topics")
                .isEqualTo("72e2416847e64c44");
        Score read = new Wire<Score>(Score.getClassSchema()).decode(old);
        assertThat(read.getStatus()).isEqualTo(ScoreStatus.LATE);
        assertThat(read.getModelId()).isEqualTo("m@1");
    }

    @Test
    void aReaderOfTheEarlierSchemaReadsTheNewStatusAsScored() throws Exception {
        byte[] now = bytes(score(Score.getClassSchema(), "UNPREDICTED").build());
        var decoder =
                new BinaryMessageDecoder<GenericData.Record>(GenericData.get(), earlierScore());
        decoder.addSchema(Score.getClassSchema());
        assertThat(decoder.decode(now).get("status")).hasToString("SCORED");
    }

    @Test
    void anUnknownWriterIsNamedAsSuch() throws Exception {
        byte[] bytes = encodeNewer(newerEvent());
        assertThatThrownBy(() -> wire.decode(bytes)).isInstanceOf(MissingSchemaException.class);
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> wire.decode("{\"key\":1, \"time\": 2}".getBytes(UTF_8)))
                .isInstanceOf(BadHeaderException.class);
    }

    private byte[] encodeNewer(Schema newer) throws Exception {
        var newerEvent =
                new GenericRecordBuilder(newer)
                        .set("key", "cpu0")
                        .set("time", 1_767_323_045_000_006L)
                        .set("values", Map.of("load", 12.5))
                        .set("site", "north")
                        .build();
        var buffer =
                new BinaryMessageEncoder<GenericData.Record>(GenericData.get(), newer)
                        .encode(newerEvent);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static Schema newerEvent() {
        String json = Event.getClassSchema().toString();
        String added =
                json.substring(0, json.length() - 2) + ",{\"name\":\"site\",\"type\":\"string\"}]}";
        return new Schema.Parser().parse(added);
    }
}
