package io.undercurrent.kafka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeSettingsTest {
    @TempDir Path dir;

    @Test
    void aChosenSettingReplacesTheDefaultAndTheRestStays() {
        try (Listeners listeners = Listeners.bind(0)) {
            Map<String, String> all =
                    NodeSettings.of(dir, listeners, null, Map.of("num.io.threads", "9"));
            assertThat(all)
                    .containsEntry("num.io.threads", "9")
                    .containsEntry("auto.create.topics.enable", "false")
                    .containsEntry("transaction.max.timeout.ms", "900000")
                    .containsEntry("log.dirs", dir.toString())
                    .containsEntry(
                            "advertised.listeners",
                            "PLAINTEXT://127.0.0.1:" + listeners.brokerPort());
        }
    }

    @Test
    void whatMakesTheNodeLocalCannotBeSet() {
        assertThatThrownBy(() -> LocalKafka.in(dir).setting("listeners", "PLAINTEXT://0.0.0.0:1"))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("'listeners'")
                .hasMessageContaining("advertised.listeners");
    }

    @Test
    void refusesPortsAndTimeoutsOutOfRange() {
        assertThatThrownBy(() -> LocalKafka.in(dir).port(65536))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> LocalKafka.in(dir).transactionMaxTimeout(Duration.ZERO))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("PT0S");
    }
}
