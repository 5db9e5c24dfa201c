package io.undercurrent.stream.keystates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimerNoteTest {
    private static TimerNote copy(TimerNote note) {
        return TimerNote.decode(note.encode());
    }

    @Test
    void whatEarlierVersionsWroteIsThePartition() {
        assertThat(TimerNote.decode(-1)).isEqualTo(TimerNote.of(-1));
        assertThat(TimerNote.decode(17)).isEqualTo(TimerNote.of(17));
        assertThat(TimerNote.of(17).encode()).isEqualTo(17);
        assertThat(TimerNote.of(-1).encode()).isEqualTo(-1);
    }

    @Test
    void everythingIsThereAgain() {
        for (int partition : new int[] {-1, 0, 5, (1 << 18) - 2}) {
            for (int patience = 0; patience <= TimerNote.MOST_PATIENCE; patience++) {
                TimerNote note = TimerNote.of(partition).unreported(patience);
                assertThat(copy(note)).isEqualTo(note);
                assertThat(note.isReported()).isFalse();
                TimerNote reported = note.reported(12_345_678);
                assertThat(copy(reported)).isEqualTo(reported);
                assertThat(reported.isReported()).isTrue();
                assertThat(reported.unreported(patience)).isEqualTo(note);
            }
        }
        assertThat(copy(TimerNote.of(1 << 18)).partition()).as("unknown").isNegative();
    }

    @Test
    void aSpanIsAtMostASixteenthLongerThanAsked() {
        TimerNote note = TimerNote.of(3);
        for (long millis = 17; millis < 300_000_000_000_000L; millis += 1 + millis / 7) {
            long span = note.reported(millis).spanMillis();
            assertThat(span).isBetween(millis, millis + millis / 16);
        }
        assertThat(note.reported(0).spanMillis()).isEqualTo(17);
        TimerNote longest = note.reported(Long.MAX_VALUE);
        assertThat(copy(longest)).isEqualTo(longest);
        assertThat(longest.encode()).isPositive();
    }
}
