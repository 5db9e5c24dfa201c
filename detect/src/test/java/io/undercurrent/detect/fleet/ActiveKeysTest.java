package io.undercurrent.detect.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many keys a task counts. */
class ActiveKeysTest {
    private static final long DAY = 86_400_000_000L;
    private static final long START = 20_000 * DAY;

    private final Map<String, Long> newest = new HashMap<>();
    private final Map<String, long[]> states = new HashMap<>();
    private final FleetBudget budget = new FleetBudget(new EpisodeBudget(5, DAY), 0.001);
    private ActiveKeys active = new ActiveKeys(() -> 1, 0);

    private double event(String key, double day) {
        long time = START + (long) (day * DAY);
        long[] h = states.computeIfAbsent(key, k -> new long[FleetBudget.SIZE]);
        double keys = active.observe(h, 0, newest.getOrDefault(key, Long.MIN_VALUE), time);
        budget.decide(h, 0, 0, keys, true, false, 1, true);
        newest.merge(key, time, Math::max);
        return keys;
    }

    private void day(int day, int keys) {
        for (int t = 0; t < 10; t++) {
            for (int k = 0; k < keys; k++) {
                event("k" + k, day + t / 10.0);
            }
        }
    }

    @Test
    void eachKeyCountsOnceADay() {
        day(0, 30);
        assertThat(active.count()).isEqualTo(30);
        day(1, 30);
        assertThat(active.count()).isEqualTo(30);
    }

    @Test
    void newKeysCountAtOnceAndOldOnesADayLater() {
        day(0, 30);
        day(1, 50);
        assertThat(active.count()).isEqualTo(50);
        day(2, 30);
        assertThat(active.count()).isEqualTo(50);
        day(3, 30);
        assertThat(active.count()).isEqualTo(30);
    }

    @Test
    void theOrderOfEventsDoesNotMatter() {
        day(0, 30);
        event("early", 1.5);
        day(1, 30);
        event("k0", 0.5); // late
        assertThat(active.count()).isEqualTo(31);
    }

    @Test
    void otherTasksHaveAsMany() {
        active = new ActiveKeys(() -> 8, 0);
        day(0, 30);
        assertThat(active.count()).isEqualTo(240);
    }

    @Test
    void aDeclaredNumberIsNotCounted() {
        active = new ActiveKeys(() -> 8, 1000);
        assertThat(event("k", 0)).isEqualTo(1000);
        assertThat(active.count()).isEqualTo(1000);
    }

    @Test
    void aTaskThatStartsBelievesTheKeyStates() {
        day(0, 30);
        day(1, 30);
        active = new ActiveKeys(() -> 1, 0);
        assertThat(event("k0", 2.1)).isEqualTo(30);
        assertThat(event("new", 2.2)).isEqualTo(30);
        day(2, 3);
        day(3, 3);
        assertThat(active.count())
                .as("a part of a day was seen, and a whole one is not over")
                .isEqualTo(30);
        day(4, 3);
        assertThat(active.count()).isBetween(3.0, 4.0);
    }

    @Test
    void oneWrongClockEndsNoDay() {
        day(0, 64);
        for (int d = 1; d < 20; d++) {
            event("wrong", d + 1);
            event("wrong", d + 1.5);
            event("wrong", d + 200);
            day(d, 64);
            // The events that begin a day count, whoever sent them.
            assertThat(active.count()).as("day %d", d).isBetween(64.0, 65.0 + 8);
        }
    }

    @Test
    void aFirstEventFrom1970IsForgotten() {
        event("wrong", -20_000);
        day(0, 30);
        assertThat(active.count()).isBetween(30.0, 31.0);
        active = new ActiveKeys(() -> 1, 0);
        event("wrong", -20_000.5);
        day(1, 3);
        assertThat(active.count()).as("it began in mid-day").isEqualTo(30);
    }

    @Test
    void afterAnOutageOfMonthsTheCountGoesOn() {
        day(0, 64);
        day(1, 64);
        day(100, 64);
        assertThat(active.count()).isBetween(64.0, 65.0);
        day(101, 20);
        assertThat(active.count()).isBetween(64.0, 65.0);
        day(102, 20);
        assertThat(active.count()).isEqualTo(32);
        day(103, 20);
        assertThat(active.count()).isEqualTo(20);
    }

    /** Switched on in mid-day: no key has its first event of the day, but none was counted. */
    @Test
    void keysThatHadNoBudgetYetCountAtOnce() {
        for (int k = 0; k < 30; k++) {
            newest.put("k" + k, START + DAY / 3);
        }
        for (int k = 0; k < 30; k++) {
            event("k" + k, 0.5);
        }
        assertThat(active.count()).isEqualTo(30);
    }

    @Test
    void aKeyByItselfGoesOn() {
        for (int d = 0; d < 5; d++) {
            assertThat(event("k", d)).isEqualTo(1);
        }
    }

    @Test
    void thereIsAlwaysOneKey() {
        assertThat(active.count()).isEqualTo(1);
        assertThat(event("k", 0)).isEqualTo(1);
    }
}
