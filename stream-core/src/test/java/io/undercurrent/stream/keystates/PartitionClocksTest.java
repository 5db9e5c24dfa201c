package io.undercurrent.stream.keystates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PartitionClocksTest {
    private static final long STEP = 1_000_000;
    private static final long WRONG = 4_000_000_000_000_000L;

    private final PartitionClocks clocks = new PartitionClocks(STEP);

    /** Two keys' records in turn, as many as it takes. */
    private void begin(int partition, long time) {
        for (int i = 0; i < PartitionClocks.AGREEING; i++) {
            clocks.observe(partition, "key" + i % 2, time, -1);
        }
    }

    @Test
    void anEventFromTheFutureMovesItsClockNoFurtherThanItsRecordsTimestamp() {
        begin(0, 1_900_000);
        clocks.observe(0, "a", 9_000_000, 2_000);
        assertThat(clocks.of(0)).isEqualTo(2_000_000);
        clocks.observe(0, "a", 1_500_000, 3_000);
        assertThat(clocks.of(0)).isEqualTo(2_000_000);
        clocks.observe(0, "a", 2_500_000, -1);
        assertThat(clocks.of(0)).isEqualTo(2_500_000);
        clocks.observe(0, "a", 2_600_000, Long.MAX_VALUE);
        assertThat(clocks.newest()).isEqualTo(2_600_000);
    }

    @Test
    void partitionsAreApartAndAnUnknownOneIsTheSlowest() {
        assertThat(clocks.of(3)).isEqualTo(PartitionClocks.NOT_BEGUN);
        assertThat(clocks.of(-1)).isEqualTo(PartitionClocks.NOT_BEGUN);
        begin(3, 50);
        begin(1, 20);
        assertThat(clocks.of(3)).isEqualTo(50);
        assertThat(clocks.of(1)).isEqualTo(20);
        assertThat(clocks.of(2)).isEqualTo(PartitionClocks.NOT_BEGUN);
        assertThat(clocks.of(-1)).isEqualTo(20);
        assertThat(clocks.newest()).isEqualTo(50);
    }

    @Test
    void oneKeyWithAWrongClockMovesNothing() {
        for (int i = 0; i < 1000; i++) {
            clocks.observe(0, "wrong", WRONG + i, -1);
        }
        assertThat(clocks.newest()).isEqualTo(PartitionClocks.NOT_BEGUN);
        begin(0, 0);
        for (int i = 0; i < 1000; i++) {
            clocks.observe(0, "wrong", WRONG + i, (WRONG + i) / 1000); // with its record
        }
        assertThat(clocks.newest()).isZero();
        clocks.observe(0, "right", STEP, -1);
        assertThat(clocks.of(0)).isEqualTo(STEP);
    }

    @Test
    void aFewKeysWithWrongClocksAmongManyMoveNothing() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long time = 0;
        begin(0, time);
        for (int i = 0; i < 100_000; i++) {
            time += random.nextInt(1000);
            int key = random.nextInt(100);
            clocks.observe(0, "key" + key, key < 3 ? WRONG + random.nextInt(1000) : time, -1);
        }
        assertThat(clocks.of(0)).as("seed %d", seed).isLessThanOrEqualTo(time);
        assertThat(clocks.of(0)).as("seed %d", seed).isGreaterThan(time - 100_000);
    }

    @Test
    void afterALongSilenceSeveralKeysGoOnTogether() {
        begin(0, 0);
        for (int i = 0; i < 4; i++) {
            clocks.observe(0, "a", 100 * STEP + i, -1);
            clocks.observe(0, "b", 90 * STEP + i, -1);
        }
        assertThat(clocks.of(0)).isEqualTo(90 * STEP); // all have come that far
    }

    @Test
    void aKeyAloneAdvancesInSteps() {
        begin(0, 0);
        for (int i = 1; i <= 20; i++) {
            clocks.observe(0, "alone", i * STEP, -1);
        }
        assertThat(clocks.of(0)).isEqualTo(20 * STEP);
    }
}
