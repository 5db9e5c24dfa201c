package io.undercurrent.stream.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.PlainSchema;
import io.undercurrent.schemas.Wire;
import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.testing.FakeRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes before a result, on its way out and back. */
class ResultFramesTest {
    private static final String LEAST =
            "source: {topic: t, format: json, values: [x]}\nkafka.bootstrap.servers: embedded\n";
    private final FakeRegistry registry = new FakeRegistry();
    private final int id = registry.add("t.dead-letters-value", DeadLetter.getClassSchema());
    private final StreamSpec spec =
            StreamSpec.parse(
                    LEAST
                            + "sink.avro.encoding: confluent\nregistry: {url: '"
                            + registry.url()
                            + "', timeout: 20s}\n",
                    "stream.yaml");
    private final ResultFrames frames =
            new ResultFrames(
                    spec.sink(),
                    new ResultIds(
                            spec.registry().settings(),
                            Map.of("t.scores", 7, "t.dead-letters", id)));
    private final byte[] letter =
            new Wire<DeadLetter>(DeadLetter.getClassSchema())
                    .encode(
                            DeadLetter.newBuilder()
                                    .setId("t-0-1")
                                    .setTopic("t")
                                    .setPartition(0)
                                    .setOffset(1)
                                    .setTimestamp(Instant.EPOCH)
                                    .setReason(DeadLetterReason.TOMBSTONE)
                                    .setDetail("nothing")
                                    .setKey(null)
                                    .setKeyLength(-1)
                                    .setValue(null)
                                    .setValueLength(-1)
                                    .setSha256(null)
                                    .build());

    ResultFramesTest() throws IOException {}

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void othersReadItByItsIdAndWeByOurFingerprint() throws Exception {
        byte[] framed = frames.framed("t.dead-letters", letter);
        assertThat(framed).startsWith(0, 0, 0, 0, id);
        GenericRecord read =
                new GenericDatumReader<GenericRecord>(PlainSchema.of(DeadLetter.getClassSchema()))
                        .read(
                                null,
                                DecoderFactory.get()
                                        .binaryDecoder(framed, 5, framed.length - 5, null));
        assertThat(read.get("id")).hasToString("t-0-1");
        assertThat(frames.plain(framed)).isEqualTo(letter);
        assertThat(registry.requests).isEmpty();
        ResultFrames others = new ResultFrames(spec.sink(), ResultIds.forReading(spec));
        assertThat(others.plain(framed)).isEqualTo(letter);
        assertThat(others.plain(framed)).isEqualTo(letter);
        assertThat(registry.requests).containsExactly("GET /schemas/ids/" + id);
    }

    @Test
    void topicsMayHoldBothEncodings() throws Exception {
        assertThat(frames.plain(letter)).isSameAs(letter);
        StreamSpec plain = StreamSpec.parse(LEAST, "stream.yaml");
        ResultFrames without = new ResultFrames(plain.sink(), ResultIds.forReading(plain));
        assertThat(without.framed("t.scores", letter)).isSameAs(letter);
        assertThat(without.plain(letter)).isSameAs(letter);
        assertThatThrownBy(() -> without.plain(new byte[] {0, 0, 0, 0, 8, 1}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a result carries the registry's schema id 8: set ");
    }

    @Test
    void idsThatNobodyKnowsAreRefused() {
        assertThatThrownBy(() -> frames.plain(new byte[] {0, 0, 0, 0, 8, 1}))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("/schemas/ids/8: 404");
    }
}
