package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.detect.episode.Episode;
import io.undercurrent.detect.episode.EpisodeCodec;
import io.undercurrent.detect.episode.Severity;
import io.undercurrent.schemas.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The episode that a key is in, as queries find it in the store. */
class OpenAlarmsTest {
    /** The detector knows what is rare from a key's hundredth value on. */
    private static final String WARMUP = "alarm.warmup: 128";

    @TempDir Path folder;

    @Test
    void anAlarmOpensAnEpisodeThatFurtherOnesJoinAndQuietEnds() throws Exception {
        try (Driven driven = new Driven(folder, WARMUP, "episodes.quiet: 30s")) {
            driven.ordinary("a", 0, 260);
            driven.ordinary("b", 250, 260);
            assertThat(episode(driven, "a")).isNull();
            driven.send("a", 260, 1e6);
            driven.send("a", 261, 1);
            Score alarm = driven.scores().get(270);
            assertThat(alarm.getAlarm()).isTrue();
            Episode open = episode(driven, "a");
            assertThat(open.id()).isEqualTo(alarm.getId());
            assertThat(open.peak().score()).isEqualTo(alarm.getScore());
            assertThat(open.peak().field()).isEqualTo("value");
            assertThat(open.peak().value()).isEqualTo(1e6);
            assertThat(open.severity()).isGreaterThan(Severity.MINOR);
            assertThat(open.startMicros()).isEqualTo(micros(260));
            assertThat(open.alarms()).isEqualTo(1);
            assertThat(episode(driven, "b")).isNull();

            driven.ordinary("a", 262, 287);
            driven.send("a", 287, -1e9);
            assertThat(episode(driven, "a").alarms()).isEqualTo(2);
            assertThat(episode(driven, "a").lastMicros()).isEqualTo(micros(287));
            driven.ordinary("a", 288, 318);
            assertThat(episode(driven, "a")).as("30 s after the last alarm").isNotNull();
            driven.send("b", 500, 1);
            assertThat(episode(driven, "a")).as("another key's time ends nothing").isNotNull();
            driven.send("a", 318, 1);
            assertThat(episode(driven, "a")).as("31 s").isNull();
        }
    }

    @Test
    void anOpenEpisodeIsFoundAgainByWhoTakesTheTaskOver() throws Exception {
        byte[] before;
        byte[] slab;
        try (Driven driven = new Driven(folder.resolve("before"), WARMUP)) {
            driven.ordinary("a", 0, 260);
            driven.send("a", 260, 1e6);
            before = driven.store(Stores.STATUS).get(LatestResults.key(LatestResults.EPISODE, "a"));
            slab = driven.store(Stores.SLABS).get(StoreKeys.of("a"));
        }
        try (Driven driven = new Driven(folder.resolve("after"), WARMUP)) {
            Bytes entry = LatestResults.key(LatestResults.EPISODE, "a");
            driven.store(Stores.STATUS).put(entry, before);
            driven.store(Stores.SLABS).put(StoreKeys.of("a"), slab);
            driven.ordinary("a", 261, 320);
            assertThat(episode(driven, "a")).as("not yet quiet for 5 min").isNotNull();
            driven.ordinary("a", 320, 562);
            assertThat(episode(driven, "a")).isNull();
        }
    }

    @Test
    void anExpiredKeyStateEndsItsAlarm() throws Exception {
        try (Driven driven =
                new Driven(folder, WARMUP, "job.expire-after: 100s", "episodes.quiet: 1h")) {
            driven.ordinary("a", 0, 250);
            for (int i = 250; i < 260; i++) { // in turn, so that the partition's clock begins
                driven.ordinary("a", i, i + 1);
                driven.ordinary("b", i, i + 1);
            }
            driven.send("a", 260, 1e6);
            assertThat(episode(driven, "a")).isNotNull();
            for (int second : new int[] {350, 440, 470}) {
                driven.send("b", second, 1);
            }
            assertThat(ScoringTopologyTest.slab(driven, "a")).isNull();
            assertThat(episode(driven, "a")).isNull();
            driven.send("a", 471, 1);
            assertThat(episode(driven, "a")).isNull();
        }
    }

    @Test
    void lateEventsThatAreDeadLettersChangeNothing() throws Exception {
        try (Driven driven = new Driven(folder, WARMUP, "episodes.quiet: 10s")) {
            driven.ordinary("a", 0, 260);
            driven.send("a", 260, 1e6);
            driven.send("a", 20, -1e6);
            assertThat(driven.letters()).hasSize(1);
            assertThat(episode(driven, "a").alarms()).isEqualTo(1);
        }
    }

    @Test
    void entriesOfOneKindAreReadWithoutTheirNeighbours() throws Exception {
        try (Driven driven = new Driven(folder)) {
            var store = driven.store(Stores.STATUS);
            for (String key : new String[] {"", "a", "ä€", "\ud800"}) {
                for (byte kind : "defgst".getBytes(UTF_8)) {
                    store.put(LatestResults.key(kind, key), new byte[] {kind});
                }
            }
            List<String> keys = new ArrayList<>();
            KeyStoreReader kept = new KeyStoreReader(driven.store(Stores.SLABS), store);
            kept.episodes(
                    (key, value) -> {
                        keys.add(key);
                        assertThat(value).containsExactly('e');
                    });
            assertThat(keys).containsExactlyInAnyOrder("", "a", "ä€", "\ud800");
            kept.scores((key, value) -> assertThat(value).containsExactly('s'));
            assertThat(kept.forecast("a")).containsExactly('f');
        }
    }

    private static long micros(long second) {
        return Driven.at(second).getEpochSecond() * 1_000_000;
    }

    private static Episode episode(Driven driven, String key) {
        byte[] bytes =
                driven.store(Stores.STATUS).get(LatestResults.key(LatestResults.EPISODE, key));
        return bytes == null ? null : EpisodeCodec.decode(bytes).episode();
    }
}
