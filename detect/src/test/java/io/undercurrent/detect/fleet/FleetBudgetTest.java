package io.undercurrent.detect.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one key's part of a budget raises, and that all parts together keep it. */
class FleetBudgetTest {
    private static final int O = 2;
    private static final long DAY = 86_400_000_000L;
    private static final double MINUTE = 60_000_000;
    private static final double RATE = 0.001;
    private static final int KEYS = 100;

    private final long seed = 20_261_130;
    private final Random random = new Random(seed);
    private final EpisodeBudget five = new EpisodeBudget(5, DAY);
    private final FleetBudget budget = new FleetBudget(five, RATE);
    private final long[] h = new long[O + FleetBudget.SIZE + 1];

    private void event(double pValue) {
        budget.decide(h, O, MINUTE, KEYS, true, pValue <= RATE, pValue, pValue > RATE);
    }

    private void quiet(int events) {
        for (int i = 0; i < events; i++) {
            event(0.5);
        }
    }

    /**
     * A single event needs half the key's part of an event, 2.61 / 1440 / 100 / 2. A new key's
     * excess has a Lomax distribution of shape 16 and scale 24.
     */
    @Test
    void aSingleEventIsRaisedIfItIsRareEnough() {
        quiet(2000);
        event(RATE * 1.01);
        double needed = budget.needed();
        double often = five.mean() / 1440 / KEYS / 2;
        double excess = 24 * (Math.pow(RATE / often, 1.0 / 16) - 1);

        assertThat(Math.log(RATE / needed)).isCloseTo(excess, within(1e-6));
        event(needed * 1.01);
        assertThat(budget.alarm()).isFalse();
        quiet(2000);
        event(budget.needed() * 0.99);
        assertThat(budget.alarm()).isTrue();
    }

    @Test
    void whatIsNotRaisedAloneIsRaisedWhenItComesAgainAndAgain() {
        quiet(2000);
        int needed = 0;
        do {
            event(1e-4);
            quiet(30);
            needed++;
        } while (budget.needed() < 1e-4 && needed < 100);

        assertThat(needed).isBetween(2, 20);
    }

    /** 3,000 clusters whose excess has another mean than a new key's, 1.5. */
    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.5, 3})
    void aKeyLearnsItsTail(double mean) {
        for (int i = 0; i < 3000; i++) {
            event(RATE * Math.exp(mean * Math.log(1 - random.nextDouble())));
            quiet(1);
        }
        double count = Double.longBitsToDouble(h[O + 5]);
        double sum = Double.longBitsToDouble(h[O + 6]);

        // Three standard deviations of a mean of 24 exponential numbers.
        assertThat(sum / count).as("seed %d", seed).isCloseTo(mean, within(0.62 * mean));
        quiet(2000);
        double often = five.mean() / 1440 / KEYS / 2;
        double excess = (24 + sum) * (Math.pow(RATE / often, 1 / (16 + count)) - 1);
        assertThat(Math.log(RATE / budget.needed())).isCloseTo(excess, within(1e-6));
    }

    @Test
    void surprisingEventsThatFollowEachOtherCountAsOne() {
        quiet(2000);
        event(1e-4);
        double one = evidence();
        for (int i = 0; i < 50; i++) {
            event(1e-4);
        }
        assertThat(evidence()).isEqualTo(one);
        event(1e-5);
        assertThat(evidence()).isGreaterThan(one);
    }

    @Test
    void aClusterIsRaisedOnceAndTheNextOneAgain() {
        quiet(2000);
        event(1e-12);
        assertThat(budget.alarm()).isTrue();
        assertThat(budget.isSurprising()).isTrue();
        assertThat(evidence()).isZero();
        event(1e-12);
        assertThat(budget.alarm()).isFalse();
        assertThat(budget.isRaised()).isTrue();
        assertThat(budget.isSurprising()).isTrue();
        event(0.5);
        assertThat(budget.isSurprising()).isFalse();
        event(1e-12);
        assertThat(budget.alarm()).isTrue();
    }

    @Test
    void aLargerEventInAClusterIsRaised() {
        quiet(2000);
        event(1e-4);
        assertThat(budget.alarm()).isFalse();
        assertThat(budget.isSurprising()).isFalse();
        event(1e-12);
        assertThat(budget.alarm()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1e-3, 1e-5, 1e-7, 1e-12, 1e-300, 0})
    void theScoreIsAHalfExactlyAtAnAlarm(double pValue) {
        quiet(2000);
        event(pValue);

        assertThat(budget.score() >= 0.5).isEqualTo(budget.alarm());
        assertThat(budget.score()).isBetween(0.0, 1.0);
    }

    @Test
    void aRareEventScoresMore() {
        quiet(2000);
        long[] state = h.clone();
        event(1);
        assertThat(budget.score()).isEqualTo(0.0); // not -0.0
        double before = 0;
        for (double p = 0.5; p > 1e-20; p /= 3) {
            System.arraycopy(state, 0, h, 0, h.length);
            event(p);
            assertThat(budget.score()).isGreaterThan(before);
            before = budget.score();
        }
    }

    /** However large the budget: alarm.rate decides what is surprising. */
    @Test
    void nothingThatIsNotSurprisingIsRaised() {
        FleetBudget large = new FleetBudget(new EpisodeBudget(1_000_000, DAY), RATE);
        for (int i = 0; i < 2000; i++) {
            large.decide(h, O, MINUTE, 1, true, false, RATE * 1.001, true);
            assertThat(large.alarm()).isFalse();
        }
        large.decide(h, O, MINUTE, 1, true, true, RATE, false);
        assertThat(large.alarm()).isTrue();
        assertThat(large.needed()).isEqualTo(RATE);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "100, false"})
    void nothingIsRaisedWithoutANumberOfKeysOrWhereAnEventIsNotJudged(int keys, boolean judged) {
        quiet(2000);
        budget.decide(h, O, MINUTE, keys, judged, true, 1e-100, false);

        assertThat(budget.alarm()).isFalse();
        assertThat(FleetBudget.keys(h, O)).isEqualTo(KEYS);
    }

    /** 60 events at the same time share what one event has, and time is never spent twice. */
    @Test
    void noEventOfABurstGoesWithout() {
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            budget.decide(h, O, i % 60 == 0 ? 60 * MINUTE : 0, KEYS, true, false, 0.5, true);
            if (i > 1000) {
                double excess = Math.log(RATE / budget.needed());
                double share = 2 * KEYS / five.mean() * RATE * Math.pow(1 + excess / 24, -16);
                assertThat(share).isBetween(0.5 / 1440, 2.0 / 1440);
                sum += share;
            }
        }
        assertThat(sum * 1440).isCloseTo(19_000, within(100.0));
    }

    @Test
    void aSilenceSavesADayAtMost() {
        quiet(2000);
        budget.decide(h, O, 100.0 * DAY, KEYS, true, false, 0.5, true);
        budget.decide(h, O, 0, KEYS, true, false, 0.5, true);

        double excess = 24 * (Math.pow(RATE * KEYS * 64 * 2 / five.mean(), 1.0 / 16) - 1);
        assertThat(Math.log(RATE / budget.needed())).isGreaterThan(excess - 0.05);
    }

    enum Values {
        /** Independent p-values that are as they should be. */
        UNIFORM {
            @Override
            double next(Random r, double last) {
                return 1 - r.nextDouble();
            }
        },
        /** Each repeats the one before half of the time. */
        CLUSTERED {
            @Override
            double next(Random r, double last) {
                return r.nextBoolean() && last <= RATE ? last : 1 - r.nextDouble();
            }
        };

        abstract double next(Random r, double last);
    }

    /** 200 keys of 20 days each, as if 100 keys had 40 days. */
    @ParameterizedTest
    @CsvSource({"UNIFORM, 5", "CLUSTERED, 50"})
    void allKeysTogetherKeepTheBudget(Values values, int episodes) {
        EpisodeBudget shared = new EpisodeBudget(episodes, DAY);
        FleetBudget one = new FleetBudget(shared, RATE);
        int[] days = new int[40];
        for (int key = 0; key < 200; key++) {
            long[] state = new long[FleetBudget.SIZE];
            double last = 1;
            int since = 24;
            for (int t = 0; t < 20 * 1440; t++) {
                last = values.next(random, last);
                since = last <= RATE ? 0 : since + 1;
                one.decide(state, 0, MINUTE, KEYS, true, last <= RATE, last, since >= 24);
                days[key / 100 * 20 + t / 1440] += one.alarm() ? 1 : 0;
            }
        }
        long kept = java.util.Arrays.stream(days).filter(n -> n <= episodes).count();
        double mean = java.util.Arrays.stream(days).average().orElseThrow();

        // 95% are promised; 34 of 40 or fewer come in 1 of 70 runs of exactly that.
        assertThat(kept).as("seed %d", seed).isGreaterThan(34);
        assertThat(mean).as("seed %d", seed).isBetween(shared.mean() * 0.1, shared.mean());
    }

    /** A day apart: such a key has its part too. */
    @Test
    void rareEventsGetTheirPart() {
        double keys = 1e6; // fewer may raise whatever is surprising
        for (int i = 0; i < 2000; i++) {
            budget.decide(h, O, DAY, keys, true, false, 0.5, true);
        }
        double excess = Math.log(RATE / budget.needed());
        double share = 2 * keys / five.mean() * RATE * Math.pow(1 + excess / 24, -16);

        assertThat(share).isCloseTo(1, within(1e-6));
        FleetBudget.check(h, O);
    }

    @Test
    void theStateStaysPossibleIfTheRateIsLowered() {
        FleetBudget high = new FleetBudget(five, 0.01);
        high.decide(h, O, MINUTE, KEYS, true, true, 0.009, false);
        event(0.5);

        FleetBudget.check(h, O);
        assertThat(Double.longBitsToDouble(h[O + 6])).isZero();
    }

    @Test
    void impossibleNumbersAreRefused() {
        FleetBudget.check(h, O);
        for (int i = 0; i < FleetBudget.SIZE; i++) {
            long[] wrong = h.clone();
            wrong[O + i] = i == 3 ? 2 : Double.doubleToLongBits(-1);
            assertThatThrownBy(() -> FleetBudget.check(wrong, O))
                    .isInstanceOf(IllegalArgumentException.class);
            wrong[O + i] = i == 3 ? -1 : Double.doubleToLongBits(Double.NaN);
            assertThatThrownBy(() -> FleetBudget.check(wrong, O))
                    .isInstanceOf(IllegalArgumentException.class);
            wrong[O + i] = i == 3 ? Long.MAX_VALUE : Double.doubleToLongBits(1e305);
            assertThatThrownBy(() -> FleetBudget.check(wrong, O))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private double evidence() {
        return Double.longBitsToDouble(h[O]);
    }
}
