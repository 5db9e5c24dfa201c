package io.undercurrent.streams.queries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.spec.option.SpecException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a stream's declaration makes the server listen, and what others are told. */
class QueriesTest {
    @TempDir Path folder;

    private StreamSpec spec(String http, String... more) {
        String text = QueriesIT.text(folder, "nowhere:1", http);
        return StreamSpec.parse(text + String.join("\n", more), "queries.yaml");
    }

    @Test
    void othersAreToldWhereItListens() {
        Properties settings = new Properties();
        try (Queries queries = Queries.listen(spec("localhost:0"))) {
            queries.into(settings);
            String address = settings.getProperty(StreamsConfig.APPLICATION_SERVER_CONFIG);
            assertThat(address).matches("localhost:[1-9][0-9]*");
            assertThat(queries.address()).hasValue(address);
            assertThat(queries.describe()).hasValue("queries at http://" + address + "/keys");
        }
    }

    @Test
    void orWhatTheyAreToBeTold() {
        String advertised = "streams.http-advertised: \"node.example:";
        try (Queries queries = Queries.listen(spec("0.0.0.0:0", advertised + "80\""))) {
            assertThat(queries.address()).hasValue("node.example:80");
        }
        try (Queries queries = Queries.listen(spec("0.0.0.0:0", advertised + "0\""))) {
            assertThat(queries.address().orElseThrow()).matches("node.example:[1-9][0-9]*");
        }
    }

    @Test
    void noneAnswersNothing() {
        Properties settings = new Properties();
        try (Queries queries = Queries.listen(spec("none"))) {
            queries.into(settings);
            assertThat(settings).isEmpty();
            assertThat(queries.describe()).isEmpty();
            queries.answer(null, null, null);
        }
    }

    @Test
    void whereItCannotListenIsSaid() {
        try (Queries queries = Queries.listen(spec("127.0.0.1:0"))) {
            String taken = queries.address().orElseThrow();
            assertThatThrownBy(() -> Queries.listen(spec(taken)))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("streams.http = " + taken + ": ")
                    .hasMessageContaining("name another port, 0 for a free one, or none");
        }
        assertThatThrownBy(() -> Queries.listen(spec("0.0.0.0:0")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("set streams.http-advertised");
        assertThatThrownBy(() -> Queries.listen(spec("no-such-host.invalid:0")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("there is no such host");
    }

    @Test
    void theSourcesPartitionerSeesTheRecordsOwnKey() {
        KeyOptions text = spec("none").source().key();
        assertThat(LiveInstance.raw(text, "ä")).isEqualTo("ä".getBytes(UTF_8));
        KeyOptions hex = spec("none", "source.key.encoding: hex").source().key();
        assertThat(LiveInstance.raw(hex, "00ff")).isEqualTo(new byte[] {0, -1});
        assertThat(LiveInstance.raw(hex, "0")).isNull();
    }
}
