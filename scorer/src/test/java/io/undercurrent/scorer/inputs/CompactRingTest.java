package io.undercurrent.scorer.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link Ring}, which keeps every digit. */
class CompactRingTest {
    private static final double REACH = 10;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private final class Pair {
        final Ring plain;
        final double[] plainState;
        final CompactRing compact;
        final double[] s;
        final float[] f;
        final int o = 3;
        final int p = 2;

        Pair(int capacity) {
            plain = new Ring(capacity);
            plainState = new double[plain.size()];
            plain.init(plainState, 0);
            compact = new CompactRing(capacity);
            s = new double[o + compact.doubles()];
            f = new float[p + compact.floats()];
            compact.init(s, o, f, p);
            compact.on(s, o, f, p);
        }

        void add(double value, double location, double scale) {
            if (compact.follows()) {
                compact.follow(location, scale);
            }
            compact.add(value);
            plain.add(plainState, 0, value);
            compact.check(s, o);
        }

        /** Everything that is read, at most so far from the truth. */
        void same(double location, double scale, double most) {
            for (int ago = 0; ago < plain.capacity() + 3; ago++) {
                double expected = plain.ago(plainState, 0, ago);
                double found = compact.ago(ago);
                if (Double.isNaN(expected)) {
                    assertThat(found).as("seed %d, %d ago", seed, ago).isNaN();
                } else {
                    assertThat(found)
                            .as("seed %d, %d ago", seed, ago)
                            .isCloseTo(expected, within(most));
                }
            }
            double reach = REACH * scale;
            int n = plain.capacity();
            for (int lag = 1; lag <= n / 2; lag += 1 + n / 40) {
                assertThat(compact.correlation(lag, n, location, reach))
                        .as("seed %d, lag %d", seed, lag)
                        .isCloseTo(
                                plain.correlation(plainState, 0, lag, n, location, reach),
                                within(1e-6));
            }
            assertThat(compact.largestChange())
                    .isCloseTo(plain.largestChange(plainState, 0), within(2 * most));
            for (int ago : new int[] {0, 20, 31, 32, 33, n - 2}) {
                double expected = plain.knownAgo(plainState, 0, ago, 5, location, reach);
                double found = compact.knownAgo(ago, 5, location, reach);
                if (Double.isNaN(expected)) {
                    assertThat(found).isNaN();
                } else {
                    assertThat(found).isCloseTo(expected, within(most));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -5e9, 1e15, 1e100})
    void aValueKeepsSevenDigitsOfItsDistanceWhereverTheLevelIs(double level) {
        double scale = Math.max(1e-3, Math.abs(level) * 1e-8);
        Pair pair = new Pair(200);
        for (int t = 0; t < 500; t++) {
            boolean missing = random.nextInt(9) == 0;
            double value = level + scale * random.nextGaussian();
            pair.add(missing ? Double.NaN : value, level, scale);
        }
        pair.same(level, scale, 1e-6 * scale);
    }

    @Test
    void theAnchorFollowsAWalkAndAScaleThatGrowsAndShrinks() {
        Pair pair = new Pair(300);
        double level = 0;
        double scale = 1;
        for (int t = 0; t < 3000; t++) {
            scale = t < 1000 ? 1 : t < 2000 ? 1e9 : 1e-3;
            level += 0.05 * scale * random.nextGaussian();
            pair.add(level + scale * random.nextGaussian(), level, scale);
        }
        pair.same(level, scale, 1e-5 * scale);
    }

    /** A level is known as new some values after it began, and all before them move to it. */
    @Test
    void valuesThatMoveToANewLevelKeepTheirDigits() {
        for (double jump : new double[] {1e8, -1e8, 3}) {
            Pair pair = new Pair(100);
            for (int t = 0; t < 150; t++) {
                pair.add(random.nextGaussian(), 0, 1);
            }
            for (int t = 0; t < 3; t++) {
                pair.add(jump + random.nextGaussian(), 0, 1);
            }
            pair.plain.shift(pair.plainState, 0, 3, jump);
            pair.compact.shift(3, jump);
            for (int t = 0; t < 60; t++) {
                pair.add(jump + random.nextGaussian(), jump, 1);
            }
            pair.same(jump, 1, 1e-6);
        }
    }

    /** So many missing values came in between that the new level reaches into the old values. */
    @Test
    void onlyValuesBeforeTheNewLevelMove() {
        Pair pair = new Pair(100);
        for (int t = 0; t < 150; t++) {
            pair.add(random.nextGaussian(), 0, 1);
        }
        pair.plain.shift(pair.plainState, 0, 50, 20);
        pair.compact.shift(50, 20);
        pair.same(0, 1, 1e-5);
    }

    @Test
    void aSpikeOfAnySizeIsFarAwayAndHarmsNoOtherValue() {
        Pair pair = new Pair(100);
        for (int t = 0; t < 150; t++) {
            pair.add(t == 100 ? 1e150 : random.nextGaussian(), 0, 1);
        }
        assertThat(pair.compact.ago(49)).isGreaterThan(1e30);
        assertThat(pair.compact.near(49, 0, REACH)).isNaN();
        for (int ago = 0; ago < 100; ago++) {
            if (ago != 49) {
                assertThat(pair.compact.ago(ago))
                        .as("seed %d, %d ago", seed, ago)
                        .isCloseTo(pair.plain.ago(pair.plainState, 0, ago), within(1e-6));
            }
        }
    }

    @Test
    void aRingOfEarlierFormatsIsTakenOver() {
        Pair pair = new Pair(100);
        for (int t = 0; t < 77; t++) {
            pair.add(1e6 + random.nextGaussian(), 1e6, 1);
        }
        Pair next = new Pair(100);
        next.compact.read(pair.plain, pair.plainState, 0, 1e6, 1);
        System.arraycopy(pair.plainState, 0, next.plainState, 0, pair.plainState.length);
        next.same(1e6, 1, 1e-6);
    }

    /** With such a place the next value would be written behind the ring. */
    @Test
    void aPlaceBehindTheOldValuesIsRefused() {
        Pair pair = new Pair(100);
        pair.s[pair.o + 1] = 67;
        pair.compact.check(pair.s, pair.o);
        pair.s[pair.o + 1] = 68;
        assertThatThrownBy(() -> pair.compact.check(pair.s, pair.o))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed are whole numbers from 0 to 67");
    }

    @Test
    void aSmallRingHasNoOldValues() {
        Pair pair = new Pair(25);
        for (int t = 0; t < 60; t++) {
            pair.add(random.nextGaussian(), 0, 1);
        }
        pair.same(0, 1, 0);
    }
}
