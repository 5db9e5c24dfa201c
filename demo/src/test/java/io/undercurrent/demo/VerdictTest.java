package io.undercurrent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant DISTURBED = START.plusSeconds(120);
    private static final Set<String> CORES = Set.of("cpu.0", "cpu.1", "cpu.2", "cpu.3");

    private final List<Tally.CoreScore> scores = new ArrayList<>();

    @Test
    void flaggedOnceThreeSamplesInARowAreImprobableOnAverageOverTheCores() {
        run(170);
        surprise(DISTURBED.plusMillis(400), 1.1, 0.5, 0.5, 0.1); // 0.55 on average
        surprise(DISTURBED.plusMillis(800), 1.0, 0.5, 0.5, 0.2); // 0.55
        surprise(DISTURBED.plusMillis(1200), 1.0, 0.6, 0.4, 0.2); // 0.55: 1.65 in all
        Verdict verdict = Verdict.of(disturbed(170), CORES, scores);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FLAGGED);
        assertThat(verdict.text())
                .isEqualTo(
                        "flagged 1200 ms after its start; 0 of 20 undisturbed windows flagged (at most 1 may be)");
    }

    @Test
    void notFlaggedByOneCoreOrInSamplesApartOrOutsideTheWindow() {
        run(170);
        surprise(DISTURBED.plusMillis(400), 5.9, 0, 0, 0);
        surprise(DISTURBED.plusMillis(1600), 1.5, 1.5, 1.5, 1.5);
        surprise(DISTURBED.minusMillis(400), 1.5, 1.5, 1.5, 1.5);
        surprise(DISTURBED.plus(Schedule.WINDOW), 9, 9, 9, 9);
        Verdict verdict = Verdict.of(disturbed(170), CORES, scores);
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_FLAGGED);
        assertThat(verdict.text()).startsWith("the disturbance was not flagged; 0 of 20");
    }

    @Test
    void oneLoudWindowIsBorneAndTwoAreTooLoud() {
        run(170);
        flag(DISTURBED);
        flag(DISTURBED.minus(Schedule.WINDOW));
        Verdict once = Verdict.of(disturbed(170), CORES, scores);
        assertThat(once.outcome()).isEqualTo(Verdict.Outcome.FLAGGED);
        assertThat(once.text()).contains("1 of 20 undisturbed windows flagged");
        flag(DISTURBED.minus(Schedule.WINDOW.multipliedBy(3)));
        Verdict twice = Verdict.of(disturbed(170), CORES, scores);
        assertThat(twice.outcome()).isEqualTo(Verdict.Outcome.NOT_FLAGGED);
        assertThat(twice.text()).startsWith("flagged, but too loud to count: 2 of 20");
    }

    @Test
    void whatFollowsTheDisturbanceDirectlyAndSettlingCountAsNeither() {
        run(170);
        flag(DISTURBED);
        flag(DISTURBED.plus(Schedule.WINDOW));
        flag(DISTURBED.plus(Schedule.WINDOW).plus(Schedule.RECOVERY).minusSeconds(1));
        flag(START.plusSeconds(1));
        flag(START.plusSeconds(5));
        assertThat(Verdict.of(disturbed(170), CORES, scores).text()).contains("0 of 20");
    }

    @Test
    void notJudgedWhereTheRunCannotTell() {
        run(60);
        Schedule never = schedule(12);
        assertThat(Verdict.of(never, CORES, scores))
                .isEqualTo(
                        new Verdict(
                                Verdict.Outcome.NOT_JUDGED,
                                "not judged: the run was too short for a disturbance"));
        Schedule busy = schedule(170);
        busy.noIdle(0.12);
        assertThat(Verdict.of(busy, CORES, scores).text())
                .isEqualTo("not judged: no idle CPU to disturb: 12% idle, needed are 30%");
        Schedule early = schedule(60);
        early.disturbedAt(START.plusSeconds(45));
        flag(START.plusSeconds(45));
        Verdict few = Verdict.of(early, CORES, scores);
        assertThat(few.outcome()).isEqualTo(Verdict.Outcome.NOT_JUDGED);
        assertThat(few.text())
                .matches("not judged: only \\d+ undisturbed windows of 4 s, needed are 20: .*");
    }

    private static Schedule disturbed(int seconds) {
        Schedule schedule = schedule(seconds);
        schedule.disturbedAt(DISTURBED);
        return schedule;
    }

    private static Schedule schedule(int seconds) {
        Schedule schedule = new Schedule(seconds, 64, Duration.ofMillis(200));
        schedule.start(START);
        return schedule;
    }

    /** A quiet score of every core every 400 ms, on both sides of the disturbance's start. */
    private void run(int seconds) {
        for (long millis = 0; millis < 1000L * seconds; millis += 400) {
            for (String core : CORES) {
                score(START.plusMillis(millis), core, 0.02);
            }
        }
    }

    private void flag(Instant window) {
        surprise(window.plusMillis(400), 2, 2, 2, 2);
    }

    /** Replaces the cores' scores at a moment; surprise in units of an alarm's. */
    private void surprise(Instant time, double... alarms) {
        scores.removeIf(score -> score.time().equals(time));
        for (int core = 0; core < alarms.length; core++) {
            score(time, "cpu." + core, alarms[core]);
        }
    }

    private void score(Instant time, String core, double alarms) {
        scores.add(new Tally.CoreScore(core, time, alarms / (1 + alarms)));
    }
}
