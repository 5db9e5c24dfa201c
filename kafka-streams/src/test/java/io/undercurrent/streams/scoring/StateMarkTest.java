package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.scoring.ModelIdentity;
import io.undercurrent.stream.scoring.ModelMismatchException;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a changelog says of itself, and who may resume from it. */
class StateMarkTest {
    @TempDir Path folder;

    private ModelIdentity identity(String... more) throws Exception {
        return new SharedModel(Driven.spec(folder, more)).identity();
    }

    @Test
    void itsOwnModelResumesAndOthersAreWarnedOrRefused() throws Exception {
        try (Driven driven = new Driven(folder)) {
            driven.ordinary("a", 0, 2);
            StateMark mark = new StateMark(driven.store(Stores.SLABS), driven.store(Stores.TIMERS));
            assertThat(mark.hasTimers(false, true)).isTrue();
            assertThat(mark.hasTimers(true, true)).as("those for silences serve both").isTrue();
            assertThat(mark.hasTimers(true, false)).isFalse();
            assertThat(mark.hasTimers(false, false)).as("none are needed").isTrue();
            mark.write(identity(), true, false);
            assertThat(mark.hasTimers(true, false)).isTrue();
            assertThat(mark.hasTimers(true, true)).isFalse();
            assertThat(mark.check(identity())).isEmpty();
            assertThat(mark.check(identity("forecast.quantiles: [0.5]")))
                    .get()
                    .asString()
                    .startsWith("the changelog belongs to model")
                    .contains("rebuilt from the events that it keeps");
            ModelIdentity two =
                    new SharedModel(
                                    StreamSpec.parse(
                                            Driven.text(folder).replace("[value]", "[value, more]"),
                                            "two.yaml"))
                            .identity();
            assertThatThrownBy(() -> mark.check(two))
                    .isInstanceOf(ModelMismatchException.class)
                    .hasMessageContaining("the changelog belongs to model")
                    .hasMessageContaining("another source.group-id");
        }
    }

    @Test
    void aLaterFormatIsRefused() throws Exception {
        try (Driven driven = new Driven(folder)) {
            driven.ordinary("a", 0, 2);
            KeyValueStore<Bytes, byte[]> slabs = driven.store(Stores.SLABS);
            slabs.put(StateMark.FORMAT_KEY, "2".getBytes(UTF_8));
            ModelIdentity own = identity();
            assertThatThrownBy(() -> new StateMark(slabs, driven.store(Stores.TIMERS)).check(own))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("stores of format 2, this version reads 1");
        }
    }

    @Test
    void keysOfAnyTextHaveAPlaceOfTheirOwn() {
        for (String key : new String[] {"a", "ä€😀", "\ud800", "\udc00x", "x\ud800", ""}) {
            Bytes stored = StoreKeys.of(key);
            assertThat(StoreKeys.isMark(stored)).isFalse();
            assertThat(StoreKeys.text(stored)).isEqualTo(key);
        }
        assertThat(StoreKeys.of("\ud800")).isNotEqualTo(StoreKeys.of("?"));
    }
}
