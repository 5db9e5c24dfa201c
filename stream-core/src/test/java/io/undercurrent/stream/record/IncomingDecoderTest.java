package io.undercurrent.stream.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.decode.event.DecodedEvent;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** No record decides over the job: whatever decoding throws, it is a dead letter. */
class IncomingDecoderTest {
    private static final StreamSpec SPEC =
            StreamSpec.parse(
                    "source: {topic: t, format: json, values: [x]}\nkafka.bootstrap.servers: 'a:1'\n",
                    "stream.yaml");

    private static Incoming decode(IncomingDecoder decoder, int offset) {
        return decoder.decode("t", 0, offset, 1000, null, new byte[] {1});
    }

    @Test
    void whateverIsThrownIsADeadLetterAndTheNextRecordIsDecoded() {
        List<Throwable> thrown =
                List.of(
                        new StackOverflowError(),
                        new OutOfMemoryError("Java heap space"),
                        new NoClassDefFoundError("x"),
                        new IllegalStateException("a\u001b[2Jb"),
                        new NullPointerException());
        int[] next = {0};
        IncomingDecoder decoder =
                new IncomingDecoder(
                        SPEC.source(),
                        (key, value) -> {
                            if (next[0] < thrown.size()) {
                                IncomingDecoderTest.<RuntimeException>raise(thrown.get(next[0]));
                            }
                            return new DecodedEvent("k", 1, new double[] {2});
                        });
        for (; next[0] < thrown.size(); next[0]++) {
            Incoming bad = decode(decoder, next[0]);
            assertThat(bad.reason).isEqualTo("UNDECODABLE");
            assertThat(bad.key).isEqualTo("t-0-" + next[0]);
            assertThat(bad.detail)
                    .startsWith("decoding failed: " + thrown.get(next[0]).getClass().getName())
                    .doesNotContain("\u001b");
        }
        Incoming good = decode(decoder, 9);
        assertThat(good.reason).isNull();
        assertThat(good.key).isEqualTo("k");
    }

    @Test
    void aStopWhileASchemaIsWaitedForIsNoBadRecord() {
        IncomingDecoder decoder =
                new IncomingDecoder(
                        SPEC.source(),
                        (key, value) -> {
                            throw new CancellationException("stopped");
                        });
        assertThatThrownBy(() -> decode(decoder, 1)).isInstanceOf(CancellationException.class);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable e) throws T {
        throw (T) e;
    }
}
