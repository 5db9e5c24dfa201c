package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Memories within bounds: what is written to the file comes back as it was. */
class SpillableKeyStatesTest {
    private static final long HEAP = 1 << 30;
    private static final int BYTES = 1024;

    private final List<String> said = new ArrayList<>();

    private SpillableKeyStates memories(long keys, long heap, Overflow overflow) {
        return new SpillableKeyStates(keys, heap, overflow, said::add);
    }

    /** A memory that differs by its time and count. */
    private static Slab slab(long events) {
        Slab slab = SlabCodec.blank(BYTES);
        slab.count(events);
        return slab;
    }

    @Test
    void readsAndWritesAtRandomGiveWhatAMapGives() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, Slab> oracle = new TreeMap<>();
        try (SpillableKeyStates memories = memories(7, HEAP, Overflow.SPILL)) {
            for (int i = 0; i < 5000; i++) {
                String key = "k" + random.nextInt(40);
                Slab slab = memories.get(key);
                Slab expected = oracle.get(key);
                assertThat(slab == null).as("seed %d", seed).isEqualTo(expected == null);
                if (slab == null) {
                    memories.put(key, slab(i));
                    oracle.put(key, slab(i));
                } else {
                    slab.count(i); // live: changed in place
                    expected.count(i);
                    assertThat(SlabCodec.encode(slab))
                            .as("seed %d, key %s", seed, key)
                            .isEqualTo(SlabCodec.encode(expected));
                }
            }
            assertThat(memories.keys()).isEqualTo(oracle.size());
            assertThat(memories.sorted())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(oracle.keySet());
            for (String key : memories.sorted()) {
                assertThat(SlabCodec.encode(memories.peek(key)))
                        .as("seed %d, key %s", seed, key)
                        .isEqualTo(SlabCodec.encode(oracle.get(key)));
            }
        }
        assertThat(said).hasSize(1);
        assertThat(said.get(0))
                .contains("the states of 8 keys take ")
                .contains("more than --max-keys 7 allows")
                .contains("temporary file");
    }

    @Test
    void theHeapIsTheBoundWhereNoneIsGiven() throws IOException {
        long heap = 20L * BYTES;
        try (SpillableKeyStates memories = memories(0, heap, Overflow.REFUSE)) {
            for (int i = 0; i < 8; i++) {
                memories.put("k" + i, slab(i));
            }
            assertThatThrownBy(() -> memories.put("one more", slab(8)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the states of 9 keys take 0.0 MiB")
                    .hasMessageContaining("half of the heap of 0.0 MiB")
                    .hasMessageContaining("--overflow spill");
        }
        assertThat(said).isEmpty();
    }

    @Test
    void keysThatFillTheHeapByThemselvesAreRefused() throws IOException {
        try (SpillableKeyStates memories = memories(1, 100_000, Overflow.SPILL)) {
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 1000; i++) {
                                    memories.put(String.format(Locale.ROOT, "%050d", i), slab(i));
                                }
                            })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("keys: their names alone take")
                    .hasMessageContaining("--key");
        }
    }
}
