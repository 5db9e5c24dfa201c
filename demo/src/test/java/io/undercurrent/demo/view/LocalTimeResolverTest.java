package io.undercurrent.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
    @Test
    void numbersInsideKeysGoByValue() {
        List<String> sorted =
                List.of("cpu", "cpu0", "cpu2", "cpu02", "cpu10", "cpu10.x2", "cpu10.x11", "net.in");
        List<String> keys = new ArrayList<>(sorted);
        long seed = System.nanoTime();
        Collections.shuffle(keys, new Random(seed));
        keys.sort(LocalTimeResolver.INSTANCE);
        // Equal by value, then by letters: cpu02 before cpu2.
        assertThat(keys)
                .as("seed %d", seed)
                .containsExactly(
                        "cpu", "cpu0", "cpu02", "cpu2", "cpu10", "cpu10.x2", "cpu10.x11", "net.in");
    }
}
