package io.undercurrent.stream.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.schemas.DeadLetter;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.PlainSchema;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

/** What stands before a result, on its way out and back. */
class ResultFramesTest {
    private static final String LEAST =
            "source: {topic: t, format: json, values: [x]}\nkafka.bootstrap.servers: embedded\n";
    private final StreamSpec.Sink unresolved =
            StreamSpec.parse(
                            LEAST + "sink.avro.encoding: confluent\nregistry.url: http://r\n",
                            "stream.yaml")
                    .sink();
    private final ResultFrames frames =
            new ResultFrames(unresolved.withIds(Map.of("t.scores", 7, "t.dead-letters", 70_000)));
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

    @Test
    void othersReadItByItsIdAndWeByOurFingerprint() throws Exception {
        byte[] framed = frames.framed("t.dead-letters", letter);
        assertThat(Arrays.copyOf(framed, 5)).containsExactly(0, 0, 1, 0x11, 0x70);
        GenericRecord read =
                new GenericDatumReader<GenericRecord>(PlainSchema.of(DeadLetter.getClassSchema()))
                        .read(
                                null,
                                DecoderFactory.get()
                                        .binaryDecoder(framed, 5, framed.length - 5, null));
        assertThat(read.get("id")).hasToString("t-0-1");
        assertThat(frames.plain(framed)).isEqualTo(letter);
    }

    @Test
    void topicsMayHoldBothEncodings() throws Exception {
        assertThat(frames.plain(letter)).isSameAs(letter);
        ResultFrames without = new ResultFrames(StreamSpec.parse(LEAST, "stream.yaml").sink());
        assertThat(without.framed("t.scores", letter)).isSameAs(letter);
        assertThat(without.plain(letter)).isSameAs(letter);
    }

    @Test
    void idsThatNobodyKnowsAreRefused() {
        assertThatThrownBy(() -> frames.plain(new byte[] {0, 0, 0, 0, 8, 1}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("schema id 8 is none of this stream's results'");
        assertThatThrownBy(() -> new ResultFrames(unresolved).framed("t.scores", letter))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("t.scores: the id of its schema is not known");
    }
}
