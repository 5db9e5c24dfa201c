package io.undercurrent.spec.decode;

import static io.undercurrent.spec.decode.Decoding.assertEvent;
import static io.undercurrent.spec.decode.Decoding.decode;
import static io.undercurrent.spec.decode.Decoding.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import org.junit.jupiter.api.Test;

/** What all formats share. */
class RecordDecoderTest {
    private static final String JSON =
            "source.format: json\nsource.time.unit: us\nsource.values: [x]\n";
    private static final byte[] VALUE = "{\"time\":1,\"x\":2}".getBytes(UTF_8);

    @Test
    void aTombstoneIsNamed() {
        BadRecordException e = refused(Decoding.decoder(JSON), VALUE, null);
        assertThat(e.reason()).isEqualTo(DeadLetterReason.TOMBSTONE);
        assertThat(e.getStackTrace()).isEmpty();
    }

    @Test
    void aRecordOfExactlyTheLimitIsRead() throws Exception {
        EventDecoder decoder = Decoding.decoder(JSON + "source.max-bytes: 64\n");
        byte[] padded = ("{\"time\":1,\"x\":2" + " ".repeat(64 - 1 - 16) + "}").getBytes(UTF_8);
        byte[] key = {'k'};
        assertThat(key.length + padded.length).isEqualTo(64);
        assertEvent(decoder.decode(key, padded), "k", 1, 2);
        BadRecordException e = refused(decoder, "kk".getBytes(UTF_8), padded);
        assertThat(e.reason()).isEqualTo(DeadLetterReason.TOO_LARGE);
        assertThat(e.detail()).isEqualTo("key and value are 65 bytes, source.max-bytes allows 64");
    }

    @Test
    void aKeyOfExactlyTheLimitIsReadAndALongerOneIsTooLarge() throws Exception {
        String limit = JSON + "source.max-key-bytes: 7\n";
        for (String more : new String[] {"", "source.key: {from: field, field: id}\n"}) {
            EventDecoder decoder = Decoding.decoder(limit + more);
            assertThat(keyed(decoder, "k\u00e9\uD83D\uDE00")).isEqualTo("k\u00e9\uD83D\uDE00");
            assertThat(keyed(decoder, "sevench")).isEqualTo("sevench");
            for (String key :
                    new String[] {"eightchr", "\u20ac\u20ac\u20ac", "k".repeat(400_000)}) {
                BadRecordException e = refused(decoder, key.getBytes(UTF_8), withId(key));
                assertThat(e.reason()).isEqualTo(DeadLetterReason.TOO_LARGE);
                assertThat(e.detail())
                        .startsWith("the key '" + key.substring(0, 2))
                        .endsWith(
                                " has "
                                        + key.getBytes(UTF_8).length
                                        + " bytes, source.max-key-bytes allows 7")
                        .hasSizeLessThan(200);
            }
        }
    }

    private static String keyed(EventDecoder decoder, String key) throws BadRecordException {
        return decoder.decode(key.getBytes(UTF_8), withId(key)).key();
    }

    private static byte[] withId(String key) {
        return ("{\"time\":1,\"x\":2,\"id\":\"" + key + "\"}").getBytes(UTF_8);
    }

    @Test
    void keysAreUtf8() throws Exception {
        EventDecoder decoder = Decoding.decoder(JSON);
        assertThat(decode(decoder, "Lüfter-1 \uD83D\uDE00", new String(VALUE, UTF_8)).key())
                .isEqualTo("Lüfter-1 \uD83D\uDE00");
        BadRecordException e = refused(decoder, new byte[] {'a', (byte) 0xFF, 0}, VALUE);
        assertThat(e.reason()).isEqualTo(DeadLetterReason.MISSING_KEY);
        assertThat(e.detail())
                .isEqualTo(
                        "the record's key is not UTF-8 text (61ff00); for keys of any bytes set"
                                + " source.key.encoding: hex");
    }

    @Test
    void aRecordWithoutKeyIsRefused() {
        EventDecoder decoder = Decoding.decoder(JSON);
        assertThat(refused(decoder, null, VALUE).detail()).contains("source.key.from: field");
        BadRecordException e = refused(decoder, new byte[0], VALUE);
        assertThat(e.reason()).isEqualTo(DeadLetterReason.MISSING_KEY);
        assertThat(e.detail()).isEqualTo("the record's key is empty");
    }

    @Test
    void keysOfAnyBytesBecomeHex() throws Exception {
        EventDecoder decoder = Decoding.decoder(JSON + "source.key.encoding: hex\n");
        assertThat(decoder.decode(new byte[] {0, (byte) 0xFF, 0x1a}, VALUE).key())
                .isEqualTo("00ff1a");
    }

    @Test
    void aKeyFromAFieldNeedsNoRecordKey() throws Exception {
        EventDecoder decoder = Decoding.decoder(JSON + "source.key: {from: field, field: id}\n");
        DecodedEvent event =
                decoder.decode(null, "{\"id\":\"a\",\"time\":1,\"x\":2}".getBytes(UTF_8));
        assertEvent(event, "a", 1, 2);
    }
}
