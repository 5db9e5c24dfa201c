package io.undercurrent.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RangeTest {
    @Test
    void cellsDivideTheRangeEvenlyAndHoldWhatLiesOutside() {
        Range range = Range.EMPTY.with(10).with(Double.NaN).with(20);
        assertThat(range.cell(10, 5, 2)).isZero();
        assertThat(range.cell(15, 5, 2)).isEqualTo(2);
        assertThat(range.cell(20, 5, 2)).isEqualTo(4);
        assertThat(range.cell(-1e300, 5, 2)).isZero();
        assertThat(range.cell(1e300, 5, 2)).isEqualTo(4);
    }

    @Test
    void degenerateAndHugeRangesStillHaveCells() {
        assertThat(Range.EMPTY.with(7).cell(7, 5, 2)).isEqualTo(2);
        assertThat(Range.EMPTY.cell(7, 5, 2)).isEqualTo(2);
        Range huge = Range.EMPTY.with(-Double.MAX_VALUE).with(Double.MAX_VALUE);
        assertThat(huge.cell(0, 5, 0)).isEqualTo(2);
        assertThat(huge.cell(Double.MAX_VALUE, 5, 0)).isEqualTo(4);
    }
}
