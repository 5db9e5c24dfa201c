package io.undercurrent.spec.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.value.GroupName;
import io.undercurrent.spec.value.Surrogates;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that were cut within a character beyond the first 65,536 never become one key. */
class HalfSurrogatesTest {
    private final EventDecoder json =
            Decoding.decoder(
                    """
                    source:
                      format: json
                      key: {from: field, field: id}
                      time: {unit: ms}
                      values: [x]
                      group-field: site
                    """);

    private static byte[] event(String id, String site) {
        return ("{\"id\":\"" + id + "\",\"time\":5,\"x\":1.5,\"site\":\"" + site + "\"}")
                .getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "tank-\\ud83d, tank-\\ud83d",
        "tank-\\ude00, tank-\\ude00",
        "\\uDC00, \\udc00",
        "a\\ud83dz, a\\ud83dz",
        "\\ude00\\ud83d, \\ude00\\ud83d",
        "\\ud83d\\ud83d\\ude00, \\ud83d"
    })
    void aHalfInAKeyIsRefusedAndShown(String id, String shown) {
        BadRecordException refused = Decoding.refused(json, null, event(id, "s"));
        assertThat(refused.reason()).isEqualTo(DeadLetterReason.MISSING_KEY);
        assertThat(refused.detail())
                .contains("key field 'id'", shown, "half a surrogate pair")
                .satisfies(detail -> assertThat(Surrogates.areWhole(detail)).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eda0bd", "edb880"})
    void aHalfInBytesIsRefused(String half) {
        // as some languages write a string's half: three bytes that no UTF-8 has
        byte[] value = event("tank-###", "s");
        byte[] bytes = HexFormat.of().parseHex(half);
        System.arraycopy(bytes, 0, value, "{\"id\":\"tank-".length(), bytes.length);
        assertThat(Decoding.refused(json, null, value).reason())
                .isEqualTo(DeadLetterReason.UNDECODABLE);
        EventDecoder ofRecord =
                Decoding.decoder("source: {format: json, time: {unit: ms}, values: [x]}");
        assertThat(Decoding.refused(ofRecord, bytes, event("k", "s")).reason())
                .isEqualTo(DeadLetterReason.MISSING_KEY);
    }

    @Test
    void aWholePairIsAKeyAndItsBytesAreItsOwn() throws Exception {
        for (String id : new String[] {"\\ud83d\\ude00", "\ud83d\ude00"}) {
            DecodedEvent event = json.decode(null, event(id, "n\\ud83d\\ude00"));
            assertThat(event.key()).isEqualTo("\ud83d\ude00");
            assertThat(event.group()).isEqualTo("n\ud83d\ude00");
            assertThat(new String(event.key().getBytes(UTF_8), UTF_8)).isEqualTo(event.key());
        }
    }

    @Test
    void aHalfNamesNoGroupAndTheEventStays() throws Exception {
        assertThat(json.decode(null, event("k", "n\\ud83d")).group()).isNull();
        assertThat(GroupName.of("n\ude00")).isNull();
    }

    @Test
    void aDetailIsNotCutWithinACharacter() {
        String cut = Details.cut("a".repeat(Details.MAX_CHARS - 1) + "\ud83d\ude00b");
        assertThat(cut).isEqualTo("a".repeat(Details.MAX_CHARS - 1) + "...");
    }
}
