package io.undercurrent.stream.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionClocksTest {
    private final PartitionClocks clocks = new PartitionClocks();

    @Test
    void anEventFromTheFutureMovesItsClockNoFurtherThanItsRecordsTimestamp() {
        clocks.observe(0, 9_000_000, 2_000);
        assertThat(clocks.of(0)).isEqualTo(2_000_000);
        clocks.observe(0, 1_500_000, 3_000);
        assertThat(clocks.of(0)).isEqualTo(2_000_000);
        clocks.observe(0, 2_500_000, -1);
        assertThat(clocks.of(0)).isEqualTo(2_500_000);
        clocks.observe(0, 2_600_000, Long.MAX_VALUE);
        assertThat(clocks.newest()).isEqualTo(2_600_000);
    }

    @Test
    void partitionsAreApartAndAnUnknownOneIsTheSlowest() {
        assertThat(clocks.of(3)).isEqualTo(PartitionClocks.NOT_BEGUN);
        assertThat(clocks.of(-1)).isEqualTo(PartitionClocks.NOT_BEGUN);
        clocks.observe(3, 50, -1);
        clocks.observe(1, 20, -1);
        assertThat(clocks.of(3)).isEqualTo(50);
        assertThat(clocks.of(1)).isEqualTo(20);
        assertThat(clocks.of(2)).isEqualTo(PartitionClocks.NOT_BEGUN);
        assertThat(clocks.of(-1)).isEqualTo(20);
        assertThat(clocks.newest()).isEqualTo(50);
    }
}
