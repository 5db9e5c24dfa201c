package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decision of a key: what its channels show, one by one and together. */
class KeyAlarmTest {
    private static final int O = JudgedKey.O;
    private static final int P = JudgedKey.P;

    private final long seed = 20_261_204;
    private final Random random = new Random(seed);

    private double surprise() {
        return -Math.log(1 - random.nextDouble());
    }

    /** Two channels that are equal but for a tenth of noise, or opposite. */
    private double[] pair(boolean broken) {
        double common = random.nextGaussian();
        double other = broken ? -common : common;
        return new double[] {
            common + 0.1 * random.nextGaussian(), other + 0.1 * random.nextGaussian()
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsABrokenCorrelationThatNoChannelShows(long seed) {
        random.setSeed(seed);
        double rate = 1e-3;
        JudgedKey both = new JudgedKey(rate, 2);
        JudgedKey[] alone = {new JudgedKey(rate, 1), new JudgedKey(rate, 1)};
        AnomalyDetector detector = new AnomalyDetector(new int[] {1}, false, 0);
        double[][] s = new double[2][detector.doubles()];
        float[][] f = new float[2][detector.floats()];
        detector.init(s[0], 0, f[0], 0);
        detector.init(s[1], 0, f[1], 0);
        int found = 0;
        for (int i = 0; i < 4010; i++) {
            double[] values = pair(i >= 4000);
            both.alarm.begin();
            for (int c = 0; c < 2; c++) {
                detector.expect(s[c], 0, f[c], 0, 0, 0, 1);
                detector.observe(s[c], 0, f[c], 0, values[c], null, null);
                double count = detector.values(s[c], 0);
                both.alarm.channel(c, detector.surprise(), detector.distance(), count);
                alone[c].alarm.begin();
                alone[c].alarm.channel(0, detector.surprise(), detector.distance(), count);
                alone[c].alarm.decide(alone[c].s, O, alone[c].f, P, 1, true);
            }
            both.alarm.decide(both.s, O, both.f, P, 1, true);
            if (i >= 4000) {
                assertThat(alone[0].alarm.alarm()).as("first, seed %d", seed).isFalse();
                assertThat(alone[1].alarm.alarm()).as("second, seed %d", seed).isFalse();
                found += both.alarm.alarm() && both.alarm.isJoint() ? 1 : 0;
            }
        }
        assertThat(found).as("seed %d", seed).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void theScoreIsAHalfOrMoreExactlyAtAnAlarm(int channels) {
        double rate = 0.01;
        JudgedKey key = new JudgedKey(rate, channels);
        double[] surprises = new double[channels];
        double[] distances = new double[channels];
        int alarms = 0;
        for (int i = 0; i < 5000; i++) {
            for (int c = 0; c < channels; c++) {
                surprises[c] = i % 100 < 5 ? 4 * surprise() : surprise();
                distances[c] = random.nextGaussian();
            }
            boolean judged = random.nextInt(10) > 0;
            key.event(surprises, distances, judged);
            boolean alarm = key.alarm.alarm();
            alarms += alarm ? 1 : 0;
            assertThat(key.alarm.score() >= 0.5).as("event %d, seed %d", i, seed).isEqualTo(alarm);
            assertThat(key.alarm.score()).isBetween(0.0, Math.nextDown(1.0));
            assertThat(key.alarm.pValue()).isBetween(1e-300, 1.0);
            if (alarm) {
                assertThat(key.alarm.pValue()).isLessThanOrEqualTo(rate * (1 + 1e-9));
            }
            if (!judged) {
                assertThat(alarm).isFalse();
                assertThat(key.alarm.score()).isZero();
                assertThat(key.alarm.pValue()).isEqualTo(1);
            }
        }
        assertThat(alarms).as("seed %d", seed).isGreaterThan(20);
        assertThat(new double[] {key.s[0], key.s[key.s.length - 1]}).containsOnly(0);
        assertThat(new float[] {key.f[0], key.f[1], key.f[key.f.length - 1]}).containsOnly(0f);
    }

    @Test
    void aSurpriseInAnOpenEpisodeScoresHalf() {
        JudgedKey key = new JudgedKey(1e-3, 1);
        double[] surprise = {8};
        key.event(surprise, new double[1], true);
        double first = key.alarm.score();
        assertThat(key.alarm.alarm()).isTrue();
        key.event(surprise, new double[1], true);
        assertThat(key.alarm.alarm()).isFalse();
        assertThat(key.alarm.score()).isEqualTo(first / 2);
        assertThat(key.alarm.pValue()).isGreaterThan(1e-3);
    }

    @Test
    void sharesAddUpToOne() {
        JudgedKey key = new JudgedKey(0.01, 3);
        for (int i = 0; i < 500; i++) {
            double[] surprises = {surprise(), 0, 5 * surprise()};
            key.event(surprises, new double[3], true);
            double[] shares = key.shares();
            double sum = surprises[0] + surprises[2];
            assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(1e-12));
            assertThat(shares[0]).isCloseTo(surprises[0] / sum, within(1e-12));
            assertThat(shares[1]).isZero();
            assertThat(key.alarm.channel()).isEqualTo(surprises[0] > surprises[2] ? 0 : 2);
        }
        key.event(new double[3], new double[3], true);
        assertThat(key.shares()).containsOnly(0);
    }

    @Test
    void aMissingValueLeavesTheJointStateAsItIs() {
        JudgedKey key = new JudgedKey(0.01, 2);
        for (int i = 0; i < 500; i++) {
            key.event(new double[2], pair(false), true);
        }
        float[] before = key.f.clone();
        key.event(new double[] {0, 1}, new double[] {Double.NaN, 3}, true);
        int missing = before.length - 3; // behind: how many of each channel are missing in a row
        int joint = P + Rarity.SIZE;
        assertThat(Arrays.copyOfRange(key.f, joint, missing))
                .isEqualTo(Arrays.copyOfRange(before, joint, missing));
        assertThat(key.alarm.jointSurprise()).isZero();
        assertThat(key.alarm.isJoint()).isFalse();
        assertThat(key.alarm.channel()).isEqualTo(1);
        assertThat(key.shares()).containsExactly(0, 1);
        key.event(new double[2], new double[] {Double.NaN, Double.NaN}, true);
        assertThat(key.alarm.channel()).isEqualTo(-1);
        assertThat(key.alarm.alarm()).isFalse();
        assertThat(key.alarm.score()).isZero();
        key.event(new double[2], pair(true), true);
        assertThat(key.alarm.jointSurprise()).as("seed %d", seed).isPositive();
    }

    @Test
    void aYoungChannelNeedsMoreSurprise() {
        JudgedKey key = new JudgedKey(1e-3, 1);
        double last = 0;
        for (double values : new double[] {130, 400, 1000, 1e5}) {
            key.alarm.init(key.s, O, key.f, P);
            key.alarm.begin();
            key.alarm.channel(0, 8, 1, values);
            key.alarm.decide(key.s, O, key.f, P, 1, true);
            assertThat(key.alarm.score()).as("after %s values", values).isGreaterThan(last);
            last = key.alarm.score();
        }
        assertThat(last).isEqualTo(8 / (8 + 4.2));
    }

    @Test
    void refusesImpossibleStates() {
        JudgedKey key = new JudgedKey(0.01, 2);
        for (int i = 0; i < 500; i++) {
            key.event(new double[2], pair(false), true);
        }
        key.alarm.check(key.s, O, key.f, P);
        for (int i = O; i < O + key.alarm.doubles(); i++) {
            double kept = key.s[i];
            for (double bad : new double[] {Double.NaN, -1e37, 1e37}) {
                key.s[i] = bad;
                assertThatThrownBy(() -> key.alarm.check(key.s, O, key.f, P))
                        .as("%s at %d", bad, i)
                        .isInstanceOf(IllegalArgumentException.class);
            }
            key.s[i] = kept;
        }
        for (int i = P; i < P + key.alarm.floats(); i++) {
            float kept = key.f[i];
            key.f[i] = Float.NaN;
            assertThatThrownBy(() -> key.alarm.check(key.s, O, key.f, P))
                    .as("at %d", i)
                    .isInstanceOf(IllegalArgumentException.class);
            key.f[i] = kept;
        }
    }

    @Test
    void aChannelThatIsDeadForLongDoesNotHideTheOthers() {
        JudgedKey key = new JudgedKey(0.01, 3);
        for (int i = 0; i < 500; i++) {
            key.event(new double[3], withDead(pair(false)), true);
        }
        key.event(new double[3], withDead(pair(true)), true);
        assertThat(key.alarm.isJoint()).isTrue();
        double[] shares = key.shares();
        assertThat(shares[0] + shares[1]).isCloseTo(1, within(1e-12));
        assertThat(shares[2]).isZero();
    }

    @Test
    void aChannelThatIsLeftAloneMovesWithNobody() {
        JudgedKey key = new JudgedKey(0.01, 2);
        for (int i = 0; i < 500; i++) {
            key.event(new double[2], pair(false), true);
        }
        for (int i = 0; i < 200; i++) {
            key.event(new double[2], new double[] {pair(false)[0], Double.NaN}, true);
            assertThat(key.alarm.jointSurprise()).isZero();
        }
    }

    private static double[] withDead(double[] pair) {
        return new double[] {pair[0], pair[1], Double.NaN};
    }

    private static void gap(JudgedKey key, double gap) {
        key.alarm.begin();
        key.alarm.channel(0, 0.1, 0, 1e6);
        key.alarm.decide(key.s, O, key.f, P, gap, true);
    }

    @Test
    void aLongSilenceIsFoundWhenTheNextEventComes() {
        JudgedKey key = new JudgedKey(1e-3, 1);
        Random jitter = new Random(5);
        for (int i = 0; i < 3000; i++) {
            gap(key, 0.8 + 0.4 * jitter.nextDouble());
            assertThat(key.alarm.alarm()).isFalse();
        }
        gap(key, Double.NaN); // a late event
        assertThat(key.alarm.isGap()).isFalse();
        gap(key, 40);
        assertThat(key.alarm.alarm()).isTrue();
        assertThat(key.alarm.isGap()).isTrue();
        assertThat(key.alarm.isJoint()).isFalse();
        gap(key, 1);
        assertThat(key.alarm.isGap()).isFalse();
    }

    @Test
    void aSilenceThatComesAgainAndAgainIsUsual() {
        JudgedKey key = new JudgedKey(1e-3, 1);
        int alarms = 0;
        for (int i = 1; i <= 6000; i++) {
            gap(key, i % 100 == 0 ? 60 : 1); // closed at night
            alarms += i > 3000 && key.alarm.alarm() ? 1 : 0;
        }
        assertThat(alarms).isZero();
    }
}
