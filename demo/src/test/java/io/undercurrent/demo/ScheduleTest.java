package io.undercurrent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofMillis(200);

    @Test
    void aRunWithAnEndIsDisturbedOnceWarmAndSeesItOut() {
        for (int seconds : new int[] {30, 40, 60, 150, 1000}) {
            Schedule schedule = schedule(seconds);
            Instant first = schedule.first().orElseThrow();
            assertThat(first)
                    .as("%d s", seconds)
                    .isAfterOrEqualTo(schedule.settled().plus(Schedule.NOTICE))
                    .isBeforeOrEqualTo(START.plusSeconds(seconds).minus(Schedule.WINDOW));
        }
    }

    @Test
    void aShortRunIsNotDisturbedAtAll() {
        assertThat(schedule(1).first()).isEmpty();
        assertThat(schedule(12).first()).isEmpty();
        assertThat(schedule(12).announcement()).contains("warming up for 15 s");
    }

    @Test
    void aRunWithoutAnEndIsDisturbedAgainAndAgain() {
        Schedule endless = schedule(null);
        Instant first = endless.first().orElseThrow();
        assertThat(endless.next(first)).isEqualTo(first.plusSeconds(90));
        assertThat(endless.isOver(START.plusSeconds(1_000_000))).isFalse();
    }

    @Test
    void theEndIsTheLengthAfterTheStart() {
        Schedule schedule = schedule(30);
        assertThat(schedule.isOver(START.plusMillis(29_999))).isFalse();
        assertThat(schedule.isOver(START.plusSeconds(30))).isTrue();
    }

    @Test
    void theVerdictIsAboutTheFirstDisturbance() {
        Schedule schedule = schedule(null);
        schedule.noIdle(0.1);
        assertThat(schedule.idleInstead()).isEqualTo(0.1);
        schedule.disturbedAt(START.plusSeconds(180));
        schedule.disturbedAt(START.plusSeconds(270));
        schedule.noIdle(0.2);
        assertThat(schedule.disturbed()).contains(START.plusSeconds(180));
        assertThat(schedule.idleInstead()).isNaN();
    }

    private static Schedule schedule(Integer seconds) {
        Schedule schedule = new Schedule(seconds, 64, INTERVAL);
        schedule.start(START);
        return schedule;
    }
}
