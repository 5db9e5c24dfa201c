package io.undercurrent.stream.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Gaps between offsets, and which of them are losses. */
class GapWatchTest {
    private long begin;
    private long now = TimeUnit.SECONDS.toNanos(100);
    private int asked;
    private final GapWatch gaps = new GapWatch("events", this::first, () -> now);

    private long first(int partition) {
        asked++;
        return begin;
    }

    @Test
    void recordsInOrderAskNothing() throws Exception {
        for (int i = 7; i < 1000; i++) {
            gaps.read(3, i);
            gaps.read(0, i + 500);
        }
        assertThat(asked).isZero();
    }

    /** Transaction markers, aborted records and compaction: the partition still begins before. */
    @Test
    void aGapOfRecordsThatAreNotDeletedIsAskedForOnceInTenSeconds() throws Exception {
        for (int i = 0; i < 1000; i += 2) {
            gaps.read(1, i);
        }
        assertThat(asked).isEqualTo(1);
        now += TimeUnit.SECONDS.toNanos(11);
        gaps.read(1, 1000);
        gaps.read(1, 1001);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void deletedRecordsEndTheRunWithTheirPlace() throws Exception {
        gaps.read(1, 10);
        begin = 25;
        assertThatThrownBy(() -> gaps.read(1, 25))
                .isInstanceOf(StreamChangedException.class)
                .hasMessageContaining(
                        "source.topic = events: records of partition 1 from offset 11")
                .hasMessageContaining("the oldest one left is at 25")
                .hasMessageContaining("--accept-gap");
    }

    /** The brokers are not asked at once again, but nothing is forgotten meanwhile. */
    @Test
    void aLossSoonAfterAHarmlessGapIsFoundLater() throws Exception {
        gaps.read(0, 1);
        gaps.read(0, 3);
        assertThat(asked).isEqualTo(1);
        begin = 9;
        gaps.read(0, 9);
        gaps.read(0, 10);
        assertThat(asked).isEqualTo(1);
        now += TimeUnit.SECONDS.toNanos(10);
        assertThatThrownBy(() -> gaps.read(0, 11)).hasMessageContaining("from offset 4 on");
    }

    @Test
    void aRestartReadsEarlierRecordsAgain() {
        assertThatCode(
                        () -> {
                            gaps.read(0, 50);
                            gaps.read(0, 20);
                            gaps.read(0, 21);
                        })
                .doesNotThrowAnyException();
        assertThat(asked).isZero();
    }

    @Test
    void brokersThatDoNotAnswerAreAskedAgain() throws Exception {
        begin = -1;
        gaps.read(0, 1);
        gaps.read(0, 5);
        assertThat(asked).isEqualTo(1);
        begin = 4;
        now += TimeUnit.SECONDS.toNanos(10);
        assertThatThrownBy(() -> gaps.read(0, 6)).hasMessageContaining("from offset 2 on");
    }
}
