package io.undercurrent.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What no series may be, and what seasons a step suggests. */
class SeriesTest {
    private static final double[] TWO = {1, 2};
    private static final int[] NONE = {1};

    @Test
    void refusals() {
        assertThatThrownBy(() -> new Series("s", TWO, new long[3], NONE))
                .hasMessageContainingAll("2 values", "3 times");
        assertThatThrownBy(() -> new Series("s", new double[] {1, 1 / 0.0}, new long[2], NONE))
                .hasMessageContainingAll("event 1", "Infinity");
        assertThatThrownBy(() -> new Series("s", TWO, new long[] {5, 4}, NONE))
                .hasMessageContainingAll("event 1", "sort");
        assertThatThrownBy(() -> new Series("s", TWO, new long[2], new int[0]))
                .hasMessageContaining("seasons");
        assertThatThrownBy(() -> new Series("s", TWO, new long[2], new int[] {24, 0}))
                .hasMessageContaining("seasons");
    }

    @Test
    void seasonsOfTheUsualStep() {
        assertThat(Seasons.ofTimes(times(1000, 60))).containsExactly(24, 168);
        assertThat(Seasons.ofTimes(times(200, 60))).as("one week").containsExactly(24);
        assertThat(Seasons.ofTimes(times(9000, 5))).containsExactly(288, 2016);
        assertThat(Seasons.ofTimes(times(100, 24 * 60))).containsExactly(7);
        assertThat(Seasons.ofTimes(times(100, 7 * 24 * 60))).containsExactly(1);
        assertThat(Seasons.ofTimes(times(9000, 7)))
                .as("a day is no multiple of 7 min, a week is")
                .containsExactly(1440);
        assertThat(Seasons.ofTimes(new long[500])).as("no step at all").containsExactly(1);
        assertThat(Seasons.ofTimes(new long[1])).containsExactly(1);
    }

    private static long[] times(int n, int minutes) {
        return LongStream.range(0, n).map(i -> 60_000_000L * minutes * i).toArray();
    }
}
