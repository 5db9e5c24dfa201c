package io.undercurrent.streams.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.Wire;
import io.undercurrent.stream.metrics.StreamMetric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silent keys are reported by timers in the topology's stores. */
class SilenceTest {
    @TempDir Path folder;

    private final Wire<Anomaly> wire = new Wire<>(Anomaly.getClassSchema());

    private static void go(Driven driven, int from, int to, String... keys) {
        for (int i = from; i < to; i++) {
            for (String key : keys) {
                driven.ordinary(key, i, i + 1);
            }
        }
    }

    private List<Anomaly> notices(Driven driven) throws IOException {
        List<Anomaly> notices = new ArrayList<>();
        for (byte[] value : driven.output(driven.spec.sink().anomalies()).readValuesToList()) {
            Anomaly anomaly = wire.decode(value);
            if (anomaly.getId().startsWith("silence-")) {
                notices.add(anomaly);
            }
        }
        return notices;
    }

    private static List<KeyValue<Bytes, byte[]>> entries(Driven driven, String store) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = driven.store(store).all()) {
            all.forEachRemaining(entries::add);
        }
        return entries;
    }

    /** What a task that moves finds in the changelogs. */
    private static void restore(Driven driven, List<KeyValue<Bytes, byte[]>> from, String store) {
        KeyValueStore<Bytes, byte[]> to = driven.store(store);
        to.putAll(from);
    }

    @Test
    void aSilentKeyIsToldOfOnceBeforeAndAfterARestart() throws Exception {
        for (int restart : new int[] {190, 240}) { // before the silence is reported, and after
            List<KeyValue<Bytes, byte[]>> slabs;
            List<KeyValue<Bytes, byte[]>> timers;
            List<Anomaly> told;
            Path at = folder.resolve("at" + restart);
            try (Driven driven = new Driven(at.resolve("first"))) {
                go(driven, 0, 180, "a", "b", "c");
                go(driven, 180, restart, "b", "c");
                told = notices(driven);
                assertThat(driven.metric(StreamMetric.SILENCES_REPORTED)).isEqualTo(told.size());
                slabs = entries(driven, Stores.SLABS);
                timers = entries(driven, Stores.TIMERS);
            }
            try (Driven driven = new Driven(at.resolve("second"))) {
                restore(driven, slabs, Stores.SLABS);
                restore(driven, timers, Stores.TIMERS);
                go(driven, restart, 340, "b", "c");
                told.addAll(notices(driven));
                assertThat(told)
                        .as("restart at %d", restart)
                        .singleElement()
                        .satisfies(
                                notice -> {
                                    assertThat(notice.getKind()).isEqualTo("MISSING_EVENTS");
                                    assertThat(notice.getKey()).isEqualTo("a");
                                    assertThat(notice.getSince()).isEqualTo(Driven.at(179));
                                    assertThat(notice.getText()).startsWith("no event of a for ");
                                });
                go(driven, 340, 341, "a", "b", "c");
                assertThat(notices(driven)).isEmpty();
                assertThat(entries(driven, Stores.TIMERS)).as("the mark, and one a key").hasSize(4);
            }
        }
    }

    @Test
    void keysFromBeforeTheWatchGetTimers() throws Exception {
        List<KeyValue<Bytes, byte[]>> slabs;
        try (Driven driven = new Driven(folder.resolve("off"), "alarm.silence: false")) {
            go(driven, 0, 180, "a", "b", "c");
            go(driven, 180, 230, "b", "c");
            assertThat(notices(driven)).isEmpty();
            assertThat(entries(driven, Stores.TIMERS)).isEmpty();
            slabs = entries(driven, Stores.SLABS);
        }
        try (Driven driven = new Driven(folder.resolve("on"))) {
            restore(driven, slabs, Stores.SLABS);
            go(driven, 230, 300, "b", "c");
            assertThat(notices(driven)).extracting(Anomaly::getKey).containsExactly("a");
        }
    }
}
