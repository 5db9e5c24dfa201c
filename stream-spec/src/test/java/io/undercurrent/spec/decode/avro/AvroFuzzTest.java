package io.undercurrent.spec.decode.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Micros;
import io.undercurrent.schemas.Wire;
import io.undercurrent.schemas.registry.ConfluentEncoder;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.decode.Decoding;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.time.TimeFormat;
import io.undercurrent.testing.Fuzz;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an Avro record, its framing or its writer's schema hold: an event or a refusal. */
class AvroFuzzTest {
    private static final byte[] KEY = {'k'};
    private static final int ID = 7;

    private static final String SCHEMA =
            """
            {"type":"record","name":"Reading","fields":[
             {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":"x","type":["null","double"]},
             {"name":"list","type":{"type":"array","items":{"type":"map","values":"int"}}},
             {"name":"more","type":["null",{"type":"fixed","name":"F","size":3},"string"]}]}
            """;

    private static final String[] PIECES = {
        "\"null\"",
        "\"double\"",
        "\"bytes\"",
        "\"Reading\"",
        "{\"type\":\"array\",\"items\":\"null\"}",
        "{\"type\":\"map\",\"values\":\"Reading\"}",
        "\"logicalType\":\"decimal\",",
        "\"default\":null,",
        "\"aliases\":[\"x\"],",
        "999999999",
        "-1",
        "[",
        "]"
    };

    @TempDir Path folder;
    private final Map<Integer, Schema> schemas = new HashMap<>();

    private EventDecoder own(String encoding) throws Exception {
        Path file = folder.resolve("reading.avsc");
        Files.writeString(file, SCHEMA);
        StreamSpec spec =
                StreamSpec.parse(
                        "source.topic: t\nkafka.bootstrap.servers: embedded\nsource.avro.schema: "
                                + file
                                + "\nsource.time.field: at\nsource.values: [x]\n"
                                + encoding,
                        "stream.yaml");
        return StreamDecoders.create(spec.source(), spec.schemas(), this::schema);
    }

    private Schema schema(int id) throws BadRecordException {
        Schema known = schemas.get(id);
        if (known == null) {
            throw new BadRecordException(DeadLetterReason.UNKNOWN_SCHEMA, "no id " + id);
        }
        return known;
    }

    private EventDecoder confluent() throws Exception {
        return own("source.avro.encoding: confluent\nregistry.url: http://r\n");
    }

    private static GenericRecord reading() {
        return new GenericRecordBuilder(new Schema.Parser().parse(SCHEMA))
                .set("at", 1_700_000_000_000L)
                .set("x", 2.5)
                .set("list", Arrays.asList(Map.of("a", 1, "b", 2), Map.of()))
                .set("more", "text")
                .build();
    }

    private static int tried(EventDecoder decoder, byte[] value) {
        try {
            DecodedEvent event = decoder.decode(KEY, value);
            assertThat(event.timeMicros()).isBetween(TimeFormat.MIN_MICROS, TimeFormat.MAX_MICROS);
            assertThat(event.values()).doesNotContain(Double.POSITIVE_INFINITY);
            return 0;
        } catch (BadRecordException e) {
            assertThat(e.detail()).hasSizeLessThan(500).doesNotContain("\n");
            return 1;
        }
    }

    private static void records(String what, EventDecoder decoder, byte[] good) throws Exception {
        AtomicInteger refused = new AtomicInteger();
        Fuzz.cases(
                what,
                4_000,
                random -> refused.addAndGet(tried(decoder, Fuzz.damaged(good, random))));
        assertThat(refused).hasPositiveValue();
        assertThat(decoder.decode(KEY, good).values()).containsExactly(2.5);
    }

    @Test
    void recordsOfTheEventSchema() throws Exception {
        Event event = new Event();
        event.put("key", "some-key");
        event.put("time", Micros.instant(1_700_000_000_000_000L));
        event.put("values", new HashMap<>(Map.of("x", 2.5, "other", 3.0)));
        records(
                "Avro Event",
                Decoding.decoder("source.values: [x]\n"),
                new Wire<Event>(Event.getClassSchema()).encode(event));
    }

    @Test
    void recordsOfOwnSchemas() throws Exception {
        GenericRecord reading = reading();
        ByteBuffer single =
                new BinaryMessageEncoder<GenericRecord>(GenericData.get(), reading.getSchema())
                        .encode(reading);
        byte[] bytes =
                Arrays.copyOfRange(
                        single.array(),
                        single.arrayOffset(),
                        single.arrayOffset() + single.limit());
        records("own Avro schema, single objects", own(""), bytes);
        schemas.put(ID, reading.getSchema());
        records(
                "Confluent's framing",
                confluent(),
                new ConfluentEncoder(reading.getSchema(), ID).encode(reading));
    }

    /** The registry's answer is Avro, but another schema than the record was written with. */
    @Test
    void writersSchemas() throws Exception {
        GenericRecord reading = reading();
        byte[] good = new ConfluentEncoder(reading.getSchema(), ID).encode(reading);
        AtomicInteger parsed = new AtomicInteger();
        AtomicInteger next = new AtomicInteger(ID);
        EventDecoder decoder = confluent();
        Fuzz.cases(
                "writers' schemas",
                2_000,
                random -> {
                    Schema writer = parsed(Fuzz.damaged(SCHEMA, random, PIECES));
                    if (writer != null) {
                        parsed.incrementAndGet();
                        int id = next.incrementAndGet();
                        schemas.clear();
                        schemas.put(id, writer);
                        tried(decoder, under(id, good));
                        tried(decoder, under(id, damagedBody(good, random)));
                    }
                });
        assertThat(parsed).hasPositiveValue();
        int id = next.incrementAndGet();
        schemas.put(id, reading.getSchema());
        assertThat(decoder.decode(KEY, under(id, good)).values()).containsExactly(2.5);
    }

    private static byte[] damagedBody(byte[] good, SplittableRandom random) {
        byte[] damaged = Fuzz.damaged(good, random);
        return damaged.length < 5 ? good : damaged;
    }

    private static byte[] under(int id, byte[] value) {
        byte[] bytes = value.clone();
        ByteBuffer.wrap(bytes).put((byte) 0).putInt(id);
        return bytes;
    }

    private static Schema parsed(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (RuntimeException e) {
            return null; // as in the registry's client: Avro throws many kinds
        }
    }
}
