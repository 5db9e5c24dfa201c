package io.undercurrent.spec.decode;

import static io.undercurrent.spec.decode.Decoding.assertRefused;
import static io.undercurrent.spec.decode.Decoding.decode;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.event.BadRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The group that an event names beside its key. */
class GroupFieldTest {
    private final EventDecoder json =
            Decoding.decoder(
                    "source: {format: json, time: {unit: ms}, values: [x], group-field: meta.site}");
    private final EventDecoder csv =
            Decoding.decoder(
                    """
                    source:
                      format: csv
                      csv: {columns: [time, site, x]}
                      time: {unit: ms}
                      values: [x]
                      group-field: site
                    """);

    private String jsonGroup(String site) throws BadRecordException {
        return decode(json, "k", "{\"time\":1,\"x\":2,\"meta\":{\"site\":" + site + "}}").group();
    }

    @Test
    void textsAndWholeNumbersAreNames() throws Exception {
        assertThat(jsonGroup("\"north 1\"")).isEqualTo("north 1");
        assertThat(jsonGroup("17")).isEqualTo("17");
        assertThat(jsonGroup("\"" + "a".repeat(512) + "\"")).hasSize(512);
        assertThat(decode(csv, "k", "1,north,2").group()).isEqualTo("north");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "1.5", "true", "[\"a\"]", "{\"site\":\"a\"}"})
    void anythingElseIsNone(String site) throws Exception {
        assertThat(jsonGroup(site)).isNull();
    }

    @Test
    void whatIsAbsentOrTooLongIsNone() throws Exception {
        assertThat(decode(json, "k", "{\"time\":1,\"x\":2}").group()).isNull();
        assertThat(decode(json, "k", "{\"time\":1,\"x\":2,\"meta\":7}").group()).isNull();
        assertThat(jsonGroup("\"" + "a".repeat(513) + "\"")).isNull();
        assertThat(decode(csv, "k", "1,,2").group()).isNull();
        assertThat(decode(csv, "k", "1," + "a".repeat(513) + ",2").group()).isNull();
    }

    @Test
    void oneEventsGroupIsNotTheNexts() throws Exception {
        assertThat(jsonGroup("\"a\"")).isEqualTo("a");
        assertThat(decode(json, "k", "{\"time\":1,\"x\":2}").group()).isNull();
    }

    @Test
    void twoGroupsAreAmbiguous() {
        assertRefused(
                json,
                "k",
                "{\"time\":1,\"x\":2,\"meta\":{\"site\":\"a\",\"site\":\"b\"}}",
                DeadLetterReason.UNDECODABLE,
                "field 'meta.site' occurs twice");
    }

    @Test
    void whereNothingIsDeclaredThereIsNone() throws Exception {
        EventDecoder plain =
                Decoding.decoder("source: {format: json, time: {unit: ms}, values: [x]}");
        assertThat(decode(plain, "k", "{\"time\":1,\"x\":2,\"group\":\"a\"}").group()).isNull();
    }
}
