package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which places are rare, and what the grid does where values move. */
class PlacesTest {
    private static final int O = 1;
    private static final int P = 2;
    private static final int WIDTH = O + 1;
    private static final int TOTAL = P + Places.BINS;

    private final long seed = 20_261_130;
    private final Random random = new Random(seed);
    private final double[] s = new double[O + Places.DOUBLES + 1];
    private final float[] f = new float[P + Places.FLOATS + 1];
    private final double[] level = new double[Level.SIZE];
    private final double[] range = new double[Records.SIZE];
    private double last;

    @BeforeEach
    void init() {
        Places.init(s, O, f, P);
        Level.init(level, 0);
        Records.init(range, 0);
    }

    /** As the detector does: what is known of a value's channel is known from those before. */
    private double observe(double value) {
        double low = Records.low(range, 0);
        double high = Records.high(range, 0);
        double unit = Level.unit(level, 0);
        double surprise =
                Level.count(level, 0) < 64
                        ? 0
                        : Places.observe(s, O, f, P, value, last, low, high, Level.least(level, 0));
        Records.observe(range, 0, value, 0.2 * unit, 0.03, 1.0 / 64_000);
        Level.learn(level, 0, value, 1);
        last = value;
        return surprise;
    }

    /** About 0 or about 100. */
    private double either(double noise) {
        return (random.nextBoolean() ? 0 : 100) + noise * random.nextGaussian();
    }

    private void eithers(int count, double noise) {
        for (int i = 0; i < count; i++) {
            observe(either(noise));
        }
    }

    private float[] counts() {
        return Arrays.copyOfRange(f, P, P + Places.BINS);
    }

    private double sum() {
        double sum = 0;
        for (float count : counts()) {
            sum += count;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 5})
    void aValueBetweenTwoHeapsSurprisesAndLessEachTime(double noise) {
        eithers(2000, noise);
        double before = observe(50);
        // One of 2000 values, and some 18 bins from the next.
        assertThat(before).as("first").isBetween(4.5, 6.0);
        for (int i = 1; i <= 10; i++) {
            observe(either(noise));
            double again = observe(50);
            assertThat(again).as("time %d", i).isLessThan(before);
            before = again;
        }
        assertThat(before).isCloseTo(-Math.log10(10.5 / 1967), within(0.05));
    }

    @Test
    void theHeapsAndWhatLiesBeyondThemDoNotSurprise() {
        eithers(2000, 1);
        for (double value : new double[] {-500, -10, 0, 3, 97, 100, 110, 500}) {
            assertThat(observe(value)).as("%s", value).isZero();
        }
    }

    @Test
    void nothingSurprisesBefore500ValuesWereLearned() {
        int events = 64;
        eithers(events, 1);
        for (int i = 0; i < 498; i++) {
            assertThat(observe(i % 50 == 49 ? 50 : either(1))).isZero();
        }
        observe(0);
        observe(100);
        assertThat(f[TOTAL]).isEqualTo(500);
        assertThat(observe(30)).isPositive();
    }

    @Test
    void aCodeThatNeverWasSurprises() {
        for (int i = 0; i < 2000; i++) {
            int code = random.nextInt(15);
            assertThat(observe(code < 8 ? code : code + 1)).as("seed %d", seed).isZero();
        }
        observe(0);
        assertThat(observe(8)).isGreaterThan(3);
    }

    /** Two levels that were visited twice each do not tell where a third may lie. */
    @ParameterizedTest
    @ValueSource(ints = {5, 12})
    void aThirdLevelAfterFewVisitsIsNoRareValue(int visits) {
        for (int i = 0; i < 2000; i++) {
            observe(i * visits / 2000 % 2 == 0 ? 0 : 100);
        }
        double found = observe(50);
        assertThat(found > 4).as("%s", found).isEqualTo(visits == 12);
    }

    @Test
    void aStepToTheNextPlaceIsACourseAndNoRareValue() {
        eithers(2000, 1);
        observe(100);
        double step = s[WIDTH];
        for (double value = 100 - step; value > 0; value -= step) {
            assertThat(observe(value)).as("at %s", value).isZero();
        }
    }

    enum Heap {
        NORMAL {
            @Override
            double next(Random r, double before) {
                return r.nextGaussian();
            }
        },
        UNIFORM {
            @Override
            double next(Random r, double before) {
                return r.nextDouble();
            }
        },
        LOG_NORMAL {
            @Override
            double next(Random r, double before) {
                return Math.exp(1.5 * r.nextGaussian());
            }
        },
        CAUCHY {
            @Override
            double next(Random r, double before) {
                return Math.tan(Math.PI * (r.nextDouble() - 0.5));
            }
        },
        MOSTLY_ZERO {
            @Override
            double next(Random r, double before) {
                return r.nextInt(10) == 0 ? -Math.log(1 - r.nextDouble()) : 0;
            }
        },
        COUNTS {
            @Override
            double next(Random r, double before) {
                int count = 0;
                for (int i = 0; i < 40; i++) {
                    count += r.nextInt(10) == 0 ? 1 : 0;
                }
                return count;
            }
        },
        AUTOREGRESSION {
            @Override
            double next(Random r, double before) {
                return 0.99 * before + r.nextGaussian();
            }
        },
        RANDOM_WALK {
            @Override
            double next(Random r, double before) {
                return before + r.nextGaussian();
            }
        };

        abstract double next(Random r, double before);
    }

    /** A heap has no gaps but by chance, and a chance gap is hit as seldom as its share says. */
    @ParameterizedTest
    @EnumSource
    void valuesInOneHeapSurpriseAlmostNever(Heap heap) {
        int surprising = 0;
        double value = 0;
        for (int i = 0; i < 20_000; i++) {
            value = heap.next(random, value);
            surprising += observe(value) >= 3 ? 1 : 0;
            assertThat(sum()).isCloseTo(f[TOTAL], within(0.01));
        }
        assertThat(surprising).as("%s, seed %d", heap, seed).isLessThanOrEqualTo(5);
        Places.check(s, O, f, P);
    }

    /** Heaps with tails that meet: their few values surprise as often as their surprise says. */
    @Test
    void aSurpriseIsAsRareAsItSays() {
        int[] atLeast = new int[2];
        int events = 40_000;
        for (int i = 0; i < events; i++) {
            double surprise = observe(either(12));
            for (int k = 0; k < 2; k++) {
                atLeast[k] += surprise >= 2 + k ? 1 : 0;
            }
        }
        assertThat(atLeast[0]).as("2, seed %d", seed).isBetween(events / 400, events / 100);
        assertThat(atLeast[1]).as("3, seed %d", seed).isLessThanOrEqualTo(events / 1000);
    }

    /** By 20 times the first grid; what is remembered spans some 100 more than at rest. */
    @Test
    void theGridFollowsValuesThatMove() {
        int judged = 0;
        for (int i = 0; i < 400_000; i++) {
            double found = observe(either(1) + 0.005 * i);
            assertThat(found).as("event %d, seed %d", i, seed).isLessThan(3.5);
            judged += f[TOTAL] >= 500 ? 1 : 0;
        }
        assertThat(judged).isGreaterThan(390_000);
        assertThat(sum()).isCloseTo(f[TOTAL], within(0.01));
        assertThat(s[WIDTH]).isLessThan(20);
    }

    @Test
    void aGrownRangeKeepsWhatIsKnown() {
        eithers(1000, 1);
        double width = s[WIDTH];
        int before = (int) f[TOTAL];
        for (int i = 0; i < 100; i++) {
            observe(220);
            observe(either(1));
        }
        assertThat(s[WIDTH]).isEqualTo(2 * width);
        assertThat(f[TOTAL]).isGreaterThan(before);
        assertThat(observe(50)).isGreaterThan(4);
        assertThat(observe(160)).isGreaterThan(4);
    }

    @Test
    void anOtherScaleStartsAnew() {
        eithers(1000, 1);
        for (int i = 0; i < 1000; i++) {
            observe(1e6 * either(0.01));
        }
        assertThat(s[WIDTH]).isBetween(1e6, 1e7);
        assertThat(observe(5e7)).isGreaterThan(4);
    }

    /** Once 512 values lie in one bin of a grid that is too wide. */
    @Test
    void oneOutlierAtTheStartDoesNotHideAllPlaces() {
        observe(1e6);
        eithers(3000, 1); // three times, and then some to judge
        assertThat(s[WIDTH]).isBetween(2.0, 4.0);
        assertThat(observe(50)).isGreaterThan(4);
    }

    @Test
    void aConstantHasNoGrid() {
        for (int i = 0; i < 1000; i++) {
            assertThat(observe(7)).isZero();
        }
        assertThat(s[WIDTH]).isZero();
        eithers(1500, 1);
        assertThat(observe(50)).isGreaterThan(4);
    }

    @Test
    void about4000ValuesAreRemembered() {
        eithers(1000, 1);
        observe(50);
        double first = observe(50);
        for (int i = 0; i < 12_000; i++) {
            observe(either(1));
            assertThat(f[TOTAL]).isLessThanOrEqualTo(Places.REMEMBERED);
        }
        observe(0);
        assertThat(observe(50)).isGreaterThan(first + 1);
    }

    @Test
    void hugeAndTinyValuesLeaveAPossibleState() {
        double[] sizes = {1e150, 1e-300, 1, 1e75, Double.MIN_VALUE};
        for (int i = 0; i < 20_000; i++) {
            double surprise = observe(sizes[i / 4000] * random.nextGaussian());
            assertThat(surprise).as("seed %d", seed).isBetween(0.0, Rarity.MOST);
            Places.check(s, O, f, P);
        }
        assertThat(new double[] {s[0], s[O + Places.DOUBLES]}).containsOnly(0);
        assertThat(new float[] {f[0], f[1], f[P + Places.FLOATS]}).containsOnly(0);
    }

    @Test
    void refusesNumbersThatCannotBe() {
        eithers(1000, 1);
        Places.check(s, O, f, P);
        for (double bad : new double[] {Double.NaN, -1e161, Double.POSITIVE_INFINITY}) {
            for (int i = O; i < O + Places.DOUBLES; i++) {
                double kept = s[i];
                s[i] = bad;
                assertThatThrownBy(() -> Places.check(s, O, f, P)).hasMessageContaining("allowed");
                s[i] = kept;
            }
        }
        s[WIDTH] = -s[WIDTH];
        assertThatThrownBy(() -> Places.check(s, O, f, P)).hasMessageContaining("width");
        s[WIDTH] = -s[WIDTH];
        for (int i = P; i < P + Places.FLOATS; i++) {
            float kept = f[i];
            for (float bad : new float[] {Float.NaN, -1, Places.REMEMBERED + 1}) {
                f[i] = bad;
                assertThatThrownBy(() -> Places.check(s, O, f, P)).hasMessageContaining("allowed");
            }
            f[i] = kept;
        }
        Places.check(s, O, f, P);
    }
}
