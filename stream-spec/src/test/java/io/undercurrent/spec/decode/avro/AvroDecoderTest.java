package io.undercurrent.spec.decode.avro;

import static io.undercurrent.spec.decode.Decoding.assertEvent;
import static io.undercurrent.spec.decode.Decoding.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Micros;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.decode.Decoding;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.time.TimeFormat;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class AvroDecoderTest {
    private static final byte[] KEY = "record-key".getBytes(UTF_8);

    private final EventDecoder decoder = Decoding.decoder("source.values: [load, temp]\n");
    private final EventDecoder fieldKey =
            Decoding.decoder("source.values: [load]\nsource.key.from: field\n");

    private static byte[] event(String key, long time, Map<String, Double> values) {
        Event event = new Event();
        event.put("key", key);
        event.put("time", Micros.instant(time));
        event.put("values", values);
        return new Wire<Event>(Event.getClassSchema()).encode(event);
    }

    private static Map<String, Double> values(Object... namesAndValues) {
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
        }
        return values;
    }

    private static byte[] encode(GenericRecord event) throws Exception {
        ByteBuffer bytes =
                new BinaryMessageEncoder<GenericRecord>(GenericData.get(), event.getSchema())
                        .encode(event);
        return Arrays.copyOfRange(
                bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit());
    }

    private static EventDecoder decoder(List<String> writers) {
        AvroDecoder avro = avro(writers);
        return (key, value) -> avro.decode(null, value);
    }

    private static AvroDecoder avro(List<String> writers) {
        Schema event = Event.getClassSchema();
        return new AvroDecoder(
                new WritersByFingerprint(event, event, writers),
                new AvroEventBody(List.of("load")));
    }

    private static void assertReason(BadRecordException e, DeadLetterReason reason, String detail) {
        assertThat(e.detail()).contains(detail);
        assertThat(e.reason()).isEqualTo(reason);
    }

    @Test
    void anEventIsReadInTheDeclaredOrder() throws Exception {
        byte[] value = event("inner", 7, values("temp", 2.5, "other", 9.0, "load", 1.5));
        assertEvent(decoder.decode(KEY, value), "record-key", 7, 1.5, 2.5);
        assertEvent(fieldKey.decode(KEY, value), "inner", 7, 1.5);
        assertEvent(fieldKey.decode(null, value), "inner", 7, 1.5);
    }

    @Test
    void nullAndNanAreMissingAndNothingIsLeftFromTheEventBefore() throws Exception {
        DecodedEvent first = decoder.decode(KEY, event("k", 1, values("load", 1.0, "temp", 2.0)));
        DecodedEvent second =
                decoder.decode(KEY, event("k", 2, values("load", null, "temp", Double.NaN)));
        assertEvent(second, "record-key", 2, Double.NaN, Double.NaN);
        assertEvent(first, "record-key", 1, 1.0, 2.0);
    }

    @Test
    void absentInfiniteAndImpossibleValuesAreRefused() {
        assertReason(
                refused(decoder, KEY, event("k", 1, values("load", 1.0, "x", 1.0))),
                DeadLetterReason.MISSING_VALUE,
                "value field 'temp' is absent");
        assertReason(
                refused(
                        decoder,
                        KEY,
                        event("k", 1, values("load", 1.0, "temp", Double.NEGATIVE_INFINITY))),
                DeadLetterReason.INFINITE_VALUE,
                "value field 'temp' is -Infinity");
        assertReason(
                refused(decoder, KEY, event("k", 1, values("load", 1e-200, "temp", 1.0))),
                DeadLetterReason.BAD_VALUE,
                "value field 'load' is 1.0E-200; allowed are 0 and numbers of a magnitude");
        assertReason(
                refused(fieldKey, KEY, event("", 1, values("load", 1.0))),
                DeadLetterReason.MISSING_KEY,
                "'key' is absent, null or empty");
        assertReason(
                refused(fieldKey, KEY, event("k", TimeFormat.MAX_MICROS + 1, values("load", 1.0))),
                DeadLetterReason.BAD_TIME,
                "outside the years 1 to 9999");
    }

    @Test
    void aKeyThatIsNotUtf8IsUndecodable() {
        byte[] value = event("key", 1, values("load", 1.0));
        value[12] = (byte) 0xFF; // header, the key's length, its second byte
        assertReason(
                refused(fieldKey, null, value),
                DeadLetterReason.UNDECODABLE,
                "the body does not fit its schema: ");
    }

    @Test
    void aFieldTwiceInTheMapIsRefused() {
        // count 2, then twice "load" -> 1.0; Avro's map has no way to write it
        byte[] one = event("k", 1, values("load", 1.0));
        int map = 10 + 2 + 1; // header, key, time
        byte[] entry = Arrays.copyOfRange(one, map + 1, one.length - 1);
        ByteBuffer twice = ByteBuffer.allocate(one.length + entry.length);
        twice.put(one, 0, map).put((byte) 4).put(entry).put(entry).put((byte) 0);
        assertReason(
                refused(fieldKey, KEY, twice.array()),
                DeadLetterReason.UNDECODABLE,
                "occurs twice");
    }

    @Test
    void aNewerWritersAddedFieldsArePassedOver() throws Exception {
        Schema newer =
                new Schema.Parser()
                        .parse(
                                Event.getClassSchema()
                                        .toString()
                                        .replace(
                                                "\"fields\":[",
                                                "\"fields\":[{\"name\":\"site\",\"type\":"
                                                        + "[\"null\",\"string\"]},"
                                                        + "{\"name\":\"tags\",\"type\":"
                                                        + "{\"type\":\"array\",\"items\":"
                                                        + "\"string\"}},"));
        byte[] value =
                encode(
                        new GenericRecordBuilder(newer)
                                .set("site", "north")
                                .set("tags", List.of("a", "b"))
                                .set("key", "k")
                                .set("time", 5L)
                                .set("values", Map.of("load", 1.5))
                                .build());
        assertEvent(decoder(List.of(newer.toString())).decode(null, value), "k", 5, 1.5);
        BadRecordException e = refused(fieldKey, null, value);
        assertReason(
                e,
                DeadLetterReason.UNKNOWN_SCHEMA,
                "no schema with fingerprint " + Wire.fingerprint(newer) + " is known");
        assertThat(e.detail()).contains(Wire.fingerprint(Event.getClassSchema()));
    }

    @Test
    void otherWritersMayReorderPromoteAndNameTheRecordOtherwise() throws Exception {
        Schema other =
                new Schema.Parser()
                        .parse(
                                """
                                {"type": "record", "name": "Event", "namespace": "org.example",
                                 "fields": [
                                  {"name": "values", "type": {"type": "map", "values": "float"}},
                                  {"name": "extra", "type": "long"},
                                  {"name": "time", "type": "int"},
                                  {"name": "key", "type": "bytes"}]}
                                """);
        byte[] value =
                encode(
                        new GenericRecordBuilder(other)
                                .set("values", Map.of("load", 1.5f, "x", 2f))
                                .set("extra", 1L << 40)
                                .set("time", 5)
                                .set("key", ByteBuffer.wrap("k".getBytes(UTF_8)))
                                .build());
        EventDecoder both = decoder(List.of(other.toString()));
        assertEvent(both.decode(null, value), "k", 5, 1.5);
        assertEvent(both.decode(null, event("k", 6, values("load", 2.5))), "k", 6, 2.5);
        assertEvent(both.decode(null, value), "k", 5, 1.5);
        assertEvent(
                avro(List.of(other.toString())).decode("record-key", value), "record-key", 5, 1.5);
    }

    @Test
    void bytesWithoutTheWireFormatsHeaderAreUndecodable() {
        for (String value : List.of("", "{\"key\":\"k\",\"time\":1}", "\0\0\0\0\1abcdefgh")) {
            assertReason(
                    refused(decoder, KEY, value.getBytes(UTF_8)),
                    DeadLetterReason.UNDECODABLE,
                    "does not begin with c301");
        }
    }

    @Test
    void everyPrefixAndEverythingLongerIsUndecodable() {
        byte[] value = event("k", 1, values("load", 1.0, "temp", 2.0));
        for (int length = 0; length < value.length; length++) {
            assertReason(
                    refused(decoder, KEY, Arrays.copyOf(value, length)),
                    DeadLetterReason.UNDECODABLE,
                    "");
        }
        assertReason(
                refused(decoder, KEY, Arrays.copyOf(value, value.length + 1)),
                DeadLetterReason.UNDECODABLE,
                "bytes follow the end of the event");
    }

    @Test
    void whateverTheBytesNothingButARefusalHappensAndLittleIsAllocated() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = event("some-key", 1_700_000_000_000_000L, values("load", 1.0, "temp", 2.0));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int events = 0;
        int tries = 20_000;
        for (int i = 0; i < tries; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(1, 5); n > 0; n--) {
                bytes[random.nextInt(10, bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                DecodedEvent event = fieldKey.decode(null, bytes);
                assertThat(event.key()).as("seed %d", seed).isNotEmpty();
                events++;
            } catch (BadRecordException e) {
                assertThat(e.reason()).as("seed %d", seed).isNotNull();
            }
        }
        assertThat(events).as("seed %d", seed).isBetween(1, tries - 1);
        // A corrupt length must not be believed: one of 2 GB would show here or be an error.
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / tries)
                .as("bytes a try, seed %d", seed)
                .isLessThan(20_000);
    }

    @Test
    void anEventCostsLittleMoreThanItself() throws Exception {
        EventDecoder one = Decoding.decoder("source.values: [load]\n");
        byte[] value = event("cpu0", 1_700_000_000_000_000L, values("load", 12.5));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int events = 20_000;
        long before = 0;
        for (int i = -events; i < events; i++) {
            before = i == 0 ? threads.getCurrentThreadAllocatedBytes() : before;
            one.decode(KEY, value);
        }
        // key, event and array are about 130 bytes, Avro's source for the bytes some 50
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / events)
                .as("bytes allocated an event of %d bytes", value.length)
                .isLessThan(320);
    }
}
