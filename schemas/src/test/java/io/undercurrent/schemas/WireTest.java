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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static Schema earlier(String name) throws Exception {
        File file = new File("src/main/resources/io/undercurrent/schemas/earlier/" + name);
        return new Schema.Parser().parse(file);
    }

    private static GenericRecordBuilder score(Schema schema, String status) {
        GenericRecordBuilder score = new GenericRecordBuilder(schema);
        if (schema.getField("severity") != null) {
            score.set("severity", 0.75);
        }
        Schema statuses = schema.getField("status").schema();
        return score.set("id", "t-0-1")
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

    private static byte[] bytes(GenericData.Record record) throws Exception {
        var buffer =
                new BinaryMessageEncoder<GenericData.Record>(GenericData.get(), record.getSchema())
                        .encode(record);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /**
     * Topics and stores hold them: Score-1 is from before there was the status UNPREDICTED, Score-2
     * from before there was a severity.
     */
    @ParameterizedTest
    @CsvSource({
        "Score-1.avsc, LATE, 72e2416847e64c44",
        "Score-2.avsc, UNPREDICTED, bc890a55eccc0aaf"
    })
    void scoresOfEarlierBuildsAreRead(String schema, ScoreStatus status, String fingerprint)
            throws Exception {
        byte[] old = bytes(score(earlier(schema), status.name()).build());
        assertThat(HexFormat.of().formatHex(old, 2, 10))
                .as("the fingerprint that stands in topics")
                .isEqualTo(fingerprint);
        Score read = new Wire<Score>(Score.getClassSchema()).decode(old);
        assertThat(read.getStatus()).isEqualTo(status);
        assertThat(read.getSeverity()).isZero();
        assertThat(read.getModelId()).isEqualTo("m@1");
    }

    private static GenericRecordBuilder anomaly(Schema schema) {
        GenericRecordBuilder anomaly = new GenericRecordBuilder(schema);
        for (String name : List.of("value", "expected", "lower", "upper", "score", "p_value")) {
            anomaly.set(name, 0.5);
        }
        for (String name : List.of("id", "key", "field", "model_id")) {
            anomaly.set(name, name);
        }
        return anomaly.set("time", 7L);
    }

    @Test
    void anomaliesOfEarlierBuildsAreOfAnUnknownKind() throws Exception {
        byte[] old = bytes(anomaly(earlier("Anomaly-1.avsc")).build());
        assertThat(HexFormat.of().formatHex(old, 2, 10))
                .as("the fingerprint that stands in topics")
                .isEqualTo("f042cc63e9bcd99a");
        Anomaly read = new Wire<Anomaly>(Anomaly.getClassSchema()).decode(old);
        assertThat(read.getField()).isEqualTo("field");
        assertThat(read.getKind()).isEqualTo("UNKNOWN");
        assertThat(read.getSeverity()).isZero();
        assertThat(read.getDirection()).isZero();
        assertThat(read.getShares()).isEmpty();
        assertThat(read.getText()).isEmpty();
    }

    @Test
    void aReaderOfTheEarlierSchemaLeavesOutWhatIsNew() throws Exception {
        byte[] now = bytes(anomaly(Anomaly.getClassSchema()).set("kind", "SPIKE").build());
        var decoder =
                new BinaryMessageDecoder<GenericData.Record>(
                        GenericData.get(), earlier("Anomaly-1.avsc"));
        decoder.addSchema(Anomaly.getClassSchema());
        assertThat(decoder.decode(now).get("p_value")).isEqualTo(0.5);
    }

    @Test
    void aReaderOfTheEarlierSchemaReadsTheNewStatusAsScored() throws Exception {
        byte[] now = bytes(score(Score.getClassSchema(), "UNPREDICTED").build());
        var decoder =
                new BinaryMessageDecoder<GenericData.Record>(
                        GenericData.get(), earlier("Score-1.avsc"));
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
