package io.undercurrent.stream.keystates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceClocksTest {
    private static final long SECOND = 1_000_000;

    private final SilenceClocks clocks = new SilenceClocks();
    private long now = 1_700_000_000 * SECOND;

    /** Records of two keys in turn, one a second. */
    private void go(int records) {
        for (int i = 0; i < records; i++) {
            now += SECOND;
            clocks.observe(0, "key" + i % 2, now, -1);
        }
    }

    @Test
    void theBeginningIsTheEndOfAStop() {
        assertThat(clocks.goesOnSince(0, SECOND)).isEqualTo(PartitionClocks.NOT_BEGUN);
        long first = now + SECOND;
        go(8);
        assertThat(clocks.of(0)).isEqualTo(first);
        assertThat(clocks.goesOnSince(0, 3_600_000 * SECOND)).isEqualTo(first);
        go(8000);
        assertThat(clocks.goesOnSince(0, SECOND)).isEqualTo(first);
        assertThat(clocks.of(0)).isGreaterThan(now - 16 * SECOND);
    }

    @Test
    void aLongStepIsAStopForWhatIsNotMuchLonger() {
        go(800);
        long begun = clocks.goesOnSince(0, SECOND);
        now += 3600 * SECOND;
        go(16);
        long end = clocks.goesOnSince(0, SECOND);
        assertThat(end).isGreaterThan(now - 20 * SECOND).isLessThanOrEqualTo(now);
        assertThat(clocks.goesOnSince(0, 4 * 3600 * SECOND)).isEqualTo(end);
        assertThat(clocks.goesOnSince(0, 9 * 3600 * SECOND)).isEqualTo(begun);
        assertThat(clocks.goesOnSince(-1, SECOND)).isEqualTo(end);
        go(800);
        assertThat(clocks.goesOnSince(0, SECOND)).isEqualTo(end);
    }

    @Test
    void aKeyAloneMovesNothing() {
        go(16);
        long before = clocks.newest();
        for (int i = 0; i < 1000; i++) {
            clocks.observe(0, "ahead", now + i * SECOND, -1);
        }
        assertThat(clocks.newest()).isEqualTo(before);
    }
}
