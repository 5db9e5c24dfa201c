package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One memory a key: however rows of keys are mixed, a key's numbers are those of its own file. */
class KeysTest {
    private static final long SEED = 20_260_101;

    @Test
    void keysMixedAtRandomGetTheNumbersOfEachAlone() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> keys = List.of("a", "b b", "ü");
        StringBuilder mixed = new StringBuilder("host,time,value\n");
        Map<String, StringBuilder> alone = new LinkedHashMap<>();
        for (int i = 0; i < 900; i++) {
            String key = keys.get(random.nextInt(keys.size()));
            String rest = Scored.time(i) + "," + Scored.value(key.hashCode(), i) + "\n";
            mixed.append(key).append(',').append(rest);
            alone.computeIfAbsent(key, k -> new StringBuilder("time,value\n")).append(rest);
        }
        Scored scored = Scored.of(mixed.toString(), "--key", "host");
        assertThat(scored.header())
                .isEqualTo("timestamp,key,value,expected,lower,upper,score,severity,status,alarm");
        assertThat(scored.rows()).hasSize(900);
        for (String key : keys) {
            List<String> ofKey =
                    scored.lines().stream()
                            .filter(line -> line.contains("," + key + ","))
                            .map(line -> line.replaceFirst("," + key + ",", ","))
                            .toList();
            assertThat(ofKey)
                    .as("key %s, seed %d", key, SEED)
                    .isEqualTo(Scored.of(alone.get(key).toString()).lines());
        }
    }
}
