package io.undercurrent.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.streams.run.WorkProgress.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When an instance has a problem, by made-up counters. */
class WorkProgressTest {
    private static final Instant START = Instant.ofEpochSecond(1_000);
    private final WorkProgress progress = new WorkProgress(Duration.ofMinutes(1));
    private Sample last;

    private String see(int second, Sample sample) {
        last = sample;
        progress.see(sample, START.plusSeconds(second));
        return progress.problem(sample, START.plusSeconds(second));
    }

    private static Sample running(double commits, double failed, double events, double lag) {
        return new Sample(true, 1, false, Map.of("thread", commits), failed, events, lag, 0.2);
    }

    @Test
    void anInstanceWithoutWorkIsWellHoweverOldItsLastCommitIs() {
        assertThat(see(0, running(0, 0, 0, 0))).isNull();
        assertThat(progress.lastCommit()).isNull();
        assertThat(see(1, running(1, 0, 10, 0))).isNull();
        assertThat(see(100_000, running(1, 0, 10, 0))).isNull();
        assertThat(progress.lastCommit()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void recordsThatWaitMakeItIllAndACommitMakesItWell() {
        see(0, running(1, 0, 10, 0));
        assertThat(see(100, running(1, 0, 11, 0))).isNull();
        assertThat(see(160, running(1, 0, 11, 0))).isNull();
        assertThat(see(161, running(1, 0, 11, 0)))
                .isEqualTo("records wait and nothing was committed for 61 s");
        assertThat(see(162, running(2, 0, 11, 0))).isNull();
        assertThat(see(163, running(2, 0, 11, 5))).as("unread records").isNull();
        assertThat(see(224, running(2, 0, 11, 5))).contains("for 61 s");
    }

    @Test
    void restoringIsNoProblem() {
        Sample restoring = new Sample(false, 0, false, Map.of(), 0, 0, 100, 0);
        assertThat(see(0, restoring)).isNull();
        assertThat(see(10_000, restoring)).isNull();
        assertThat(see(10_001, running(0, 0, 0, 100))).isNull();
        assertThat(see(10_062, running(0, 0, 0, 100))).contains("for 61 s");
    }

    @Test
    void aFailedThreadIsAProblemUntilWorkIsCommittedOrDone() {
        see(0, running(1, 0, 10, 0));
        assertThat(see(1, new Sample(true, 0, false, Map.of(), 1, 0, 0, 0)))
                .isEqualTo(
                        "a stream thread failed 0 s ago and nothing was committed since; the log says why");
        assertThat(see(15, new Sample(true, 0, false, Map.of(), 2, 0, 0, 0))).contains("0 s ago");
        assertThat(see(20, running(0, 2, 3, 7))).contains("5 s ago");
        assertThat(see(21, running(1, 2, 3, 7))).isNull();
        assertThat(see(22, new Sample(false, 0, false, Map.of(), 3, 0, 0, 0))).contains("0 s ago");
        assertThat(see(23, running(0, 3, 0, 0)))
                .as("it has partitions, and nothing waits")
                .isNull();
    }

    @Test
    void noPartitionAnywhereIsAProblemAtOnce() {
        assertThat(see(0, new Sample(true, 0, true, Map.of(), 0, 0, 0, 0)))
                .contains("no partition of the source is assigned");
        assertThat(see(1, new Sample(true, 0, false, Map.of(), 0, 0, 0, 0)))
                .as("another instance works on them")
                .isNull();
        assertThat(last.active()).isZero();
    }

    @Test
    void aThreadThatNoLongerPollsIsAProblem() {
        for (boolean isRunning : new boolean[] {true, false}) {
            Sample held = new Sample(isRunning, 1, false, Map.of("thread", 1.0), 0, 5, 0, 61);
            assertThat(see(100, held) != null).isEqualTo(isRunning);
        }
        Sample held = new Sample(true, 1, false, Map.of("thread", 1.0), 0, 5, 0, 61);
        assertThat(see(101, held))
                .isEqualTo("a stream thread has not polled for 61 s: something blocks it");
        assertThat(see(102, running(1, 0, 5, 0))).isNull();
    }

    @Test
    void countsOfATaskThatMovedAwayAreForgotten() {
        see(0, running(1, 0, 1_000, 0));
        see(1, running(1, 0, 0, 0));
        see(2, running(1, 0, 5, 0));
        assertThat(see(63, running(1, 0, 5, 0))).contains("for 61 s");
    }
}
