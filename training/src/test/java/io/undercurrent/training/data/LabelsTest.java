package io.undercurrent.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges and points of anomalies. */
class LabelsTest {
    @Test
    void pointsBecomeRunsAndRangesBecomePoints() {
        boolean[] points = {true, false, true, true, false, true};
        Labels labels = Labels.ofPoints(points);
        assertThat(labels.count()).isEqualTo(3);
        assertThat(labels.first(1)).isEqualTo(2);
        assertThat(labels.last(1)).isEqualTo(3);
        assertThat(labels.points()).isEqualTo(points);
    }

    @Test
    void rangesThatTouchStayTwo() {
        Labels labels = Labels.ofRanges(9, List.of(new int[] {4, 6}, new int[] {2, 3}));
        assertThat(labels.count()).isEqualTo(2);
        assertThat(labels.first(0)).isEqualTo(2);
    }

    @Test
    void aLaterStartCutsAnomalies() {
        Labels labels = Labels.ofRanges(9, List.of(new int[] {0, 1}, new int[] {3, 6})).from(4);
        assertThat(labels.events()).isEqualTo(5);
        assertThat(labels.count()).isEqualTo(1);
        assertThat(labels.first(0)).isZero();
        assertThat(labels.last(0)).isEqualTo(2);
    }

    @Test
    void rangesThatCannotBeAreRefused() {
        refused(new int[] {2, 5}, new int[] {5, 6});
        refused(new int[] {3, 2});
        refused(new int[] {-1, 2});
        refused(new int[] {7, 9});
    }

    private static void refused(int[]... ranges) {
        int[] wrong = ranges[ranges.length - 1];
        assertThatThrownBy(() -> Labels.ofRanges(9, List.of(ranges)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("event " + wrong[0], "event " + wrong[1], "0 to 8");
    }
}
