package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Which events are late, and when a key gets its clock back. */
class KeyTimesTest {
    private static final long MINUTE = 60_000_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long START = micros("2026-03-01T00:00:00Z");
    private static final long WRONG = micros("2099-01-01T00:00:00Z");

    private static long micros(String iso) {
        return Instant.parse(iso).toEpochMilli() * 1000;
    }

    /** Minutes from START on. */
    private static List<Long> minutes(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> START + i * MINUTE).toList();
    }

    /** What becomes of times: L is late, a dot is taken. */
    @SafeVarargs
    private static String fate(List<Long>... stretches) {
        return fate(new KeyTimes(), stretches);
    }

    @SafeVarargs
    private static String fate(KeyTimes clock, List<Long>... stretches) {
        StringBuilder fate = new StringBuilder();
        for (List<Long> stretch : stretches) {
            for (long time : stretch) {
                boolean late = clock.isLate(time);
                fate.append(late ? 'L' : '.');
                if (late) {
                    clock.refuse(time);
                } else {
                    clock.take(time);
                }
            }
            fate.append(' ');
        }
        return fate.toString().strip();
    }

    @Test
    void oneWrongTimeCostsTwoEventsWhereverItStands() {
        for (int wrongAt : new int[] {0, 1, 2, 3, 10, 300}) {
            String fate = fate(minutes(0, wrongAt), List.of(WRONG), minutes(wrongAt, wrongAt + 6));
            assertThat(fate)
                    .as("%d", wrongAt)
                    .isEqualTo((".".repeat(wrongAt) + " . LL....").strip());
        }
    }

    @Test
    void aClockThatIsWrongForManyEventsCostsTwo() {
        for (long ahead : new long[] {10 * MINUTE, HOUR, 30 * DAY, WRONG - START}) {
            for (int stretch : new int[] {1, 2, 3, 7, 100, 900}) {
                if (stretch * MINUTE >= ahead) {
                    continue; // then a key is late until it is where its clock was
                }
                List<Long> wrong =
                        minutes(50, 50 + stretch).stream().map(time -> time + ahead).toList();
                String fate = fate(minutes(0, 50), wrong, minutes(50 + stretch, 60 + stretch));
                assertThat(fate)
                        .as("%d events by %s", stretch, Duration.ofMillis(ahead / 1000))
                        .isEqualTo(".".repeat(50) + " " + ".".repeat(stretch) + " LL........");
            }
        }
    }

    @Test
    void wrongTimesThatWanderAndThoseThatAgreeAmongThemselvesCostTwoToo() {
        long other = micros("2050-01-01T00:00:00Z");
        assertThat(fate(minutes(0, 5), List.of(WRONG, other), minutes(5, 10)))
                .isEqualTo("..... .L LL...");
        assertThat(fate(minutes(0, 5), List.of(other, WRONG), minutes(5, 10)))
                .isEqualTo("..... .. LL...");
        List<Long> agree = List.of(WRONG, other, other + MINUTE, other + 2 * MINUTE);
        assertThat(fate(minutes(0, 5), agree, minutes(5, 10))).isEqualTo("..... .LL. LL...");
        List<Long> rising = new ArrayList<>();
        for (int year = 2030; year < 2040; year++) {
            rising.add(micros(year + "-01-01T00:00:00Z"));
        }
        assertThat(fate(minutes(0, 5), rising, minutes(5, 10))).endsWith(" LL...");
        assertThat(fate(rising, minutes(5, 10))).endsWith(" LL...");
    }

    @Test
    void wrongLongerThanAThousandEventsButNotLongerThanItIsWrong() {
        List<Long> wrong = minutes(0, 20_000).stream().map(time -> time + WRONG - START).toList();
        assertThat(fate(minutes(0, 50), wrong, minutes(20_050, 20_060))).endsWith(" LL........");
    }

    @Test
    void whatIsSentAgainStaysLate() {
        KeyTimes clock = new KeyTimes();
        List<Long> before = minutes(0, 500);
        List<Long> after = minutes(700, 1200); // an outage of 200 minutes lies between
        assertThat(fate(clock, before, after)).doesNotContain("L");
        assertThat(fate(clock, before)).doesNotContain(".");
        assertThat(fate(clock, after.subList(0, 499))).doesNotContain(".");
        assertThat(fate(clock, minutes(1200, 1300))).doesNotContain("L");
        assertThat(fate(clock, minutes(490, 500), minutes(700, 800))).doesNotContain(".");
        assertThat(fate(clock, minutes(1300, 2000))).doesNotContain("L");
        // By now time has confirmed the outage: its own events come too late, and what follows
        // them would be taken twice.
        assertThat(fate(clock, minutes(500, 700))).doesNotContain(".");
    }

    @Test
    void whatADeviceHeldBackIsTakenFromTheThirdEventOn() {
        String fate = fate(minutes(0, 50), minutes(80, 81), minutes(50, 80), minutes(81, 90));
        assertThat(fate).isEqualTo(".".repeat(50) + " . LL" + ".".repeat(28) + " " + ".".repeat(9));
    }

    @Test
    void liveEventsBetweenThoseThatWereHeldBackGoOnUndisturbed() {
        List<Long> mixed = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            mixed.add(START + (80 + i) * MINUTE);
            mixed.add(START + (50 + i) * MINUTE);
        }
        assertThat(fate(minutes(0, 50), mixed)).endsWith(" " + ".L".repeat(30));
    }

    @Test
    void oneOfThreeDevicesUnderOneKeyMayBeWrongForEver() {
        KeyTimes clock = new KeyTimes();
        List<Long> mixed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            mixed.add(START + i * MINUTE + (i % 6 == 0 ? WRONG - START : 0));
        }
        String fate = fate(clock, mixed);
        assertThat(fate.chars().filter(c -> c == 'L').count()).isLessThanOrEqualTo(100);
    }

    @Test
    void sparseStreamsWithWeekendsAndOutagesAreNeverLate() {
        List<Long> days = new ArrayList<>();
        for (int day = 0; day < 800; day++) {
            boolean outage = day > 400 && day < 431;
            if (day % 7 < 5 && !outage) {
                days.add(START + day * DAY);
            }
        }
        assertThat(fate(days)).doesNotContain("L");
    }

    @Test
    void theUsualGapIsNotThatOfOneWrongTime() throws Exception {
        Scorer scorer = new Scorer(Models.load("bundled:tiny"), ScorerOptions.defaults(1), 1);
        long unset = micros("1970-01-01T00:00:00Z");
        for (List<Long> wrong : List.of(List.of(unset), List.of(START, WRONG))) {
            Slab slab = scorer.newSlab();
            List<Long> times = new ArrayList<>(wrong);
            times.addAll(minutes(1, 9));
            for (long time : times) {
                scorer.score(slab, time, new double[] {1}, new ScoreOutput(1));
            }
            assertThat(slab.usualGapMicros()).as("%s", wrong).isEqualTo(MINUTE);
        }
    }

    @Test
    void theSecondOfTwoEqualHoursIsToldByOrder() {
        for (int step : new int[] {1, 10, 15, 30, 60}) {
            KeyTimes clock = new KeyTimes();
            long twice = START + 10 * HOUR; // one hour of local time that occurs twice
            for (long real = START; real < START + 20 * HOUR; real += step * MINUTE) {
                boolean first = real >= twice && real < twice + HOUR;
                boolean second = real >= twice + HOUR && real < twice + 2 * HOUR;
                long earlier = second ? real - HOUR : real;
                long time = clock.time(earlier, first || second ? HOUR : 0);
                assertThat(time).as("every %d minutes", step).isEqualTo(real);
                assertThat(clock.isLate(time)).isFalse();
                clock.take(time);
            }
        }
    }

    @Test
    void aLateEventOfTheFirstHourIsNotTakenForTheSecond() {
        KeyTimes clock = new KeyTimes();
        minutes(0, 40).forEach(clock::take);
        assertThat(clock.time(START + 37 * MINUTE, HOUR)).isEqualTo(START + 37 * MINUTE);
        assertThat(clock.time(START + 39 * MINUTE, HOUR)).isEqualTo(START + 39 * MINUTE);
        assertThat(clock.time(START + 40 * MINUTE, HOUR)).isEqualTo(START + 40 * MINUTE);
    }

    @Test
    void theSecondHourIsToldWhileTheClockIsWrongToo() {
        KeyTimes clock = new KeyTimes();
        minutes(0, 60).forEach(clock::take);
        clock.take(WRONG);
        StringBuilder fate = new StringBuilder();
        for (int i = 60; i < 70; i++) {
            long time = clock.time(START + (i - 60) * MINUTE, HOUR);
            boolean late = clock.isLate(time);
            fate.append(late ? 'L' : '.');
            if (late) {
                clock.refuse(time);
            } else {
                clock.take(time);
            }
        }
        assertThat(fate).hasToString("LL........");
        assertThat(clock.newestMicros()).isEqualTo(START + 69 * MINUTE);
    }

    /** No more than two right events are late for each stretch of wrong ones. */
    @RepeatedTest(40)
    void wrongClocksPlantedAnywhereCostTwoEventsEach() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        KeyTimes clock = new KeyTimes();
        long real = START;
        boolean wanders = random.nextBoolean();
        int stretches = 0;
        int right = 10;
        int wrong = random.nextInt(4) == 0 ? 1 : 0;
        long ahead = 0;
        int late = 0;
        for (int i = 0; i < 3000; i++) {
            real += MINUTE * 9 / 10 + random.nextLong(MINUTE / 5);
            real += right > 5 && random.nextInt(300) == 0 ? random.nextLong(DAY) : 0;
            if (wrong == 0 && right > 5 && random.nextInt(60) == 0) {
                wrong = 1 + random.nextInt(wanders ? 5 : random.nextInt(1, 120));
            }
            right = wrong > 0 ? 0 : right + 1;
            if (wrong > 0 && ahead == 0) {
                ahead = 2L * wrong * MINUTE;
                ahead += 10 * MINUTE * random.nextLong(1, 1L << random.nextInt(1, 22));
                stretches++;
            }
            // Some wrong clocks run, some jump about.
            long time = real + ahead + (ahead > 0 && wanders ? random.nextLong(ahead) : 0);
            boolean isLate = clock.isLate(time);
            if (isLate) {
                clock.refuse(time);
            } else {
                clock.take(time);
            }
            late += isLate && wrong == 0 ? 1 : 0;
            wrong = Math.max(0, wrong - 1);
            ahead = wrong == 0 ? 0 : ahead;
        }
        assertThat(stretches).isPositive();
        assertThat(late).as("seed %d", seed).isLessThanOrEqualTo(2 * stretches);
    }
}
