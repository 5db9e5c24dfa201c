package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The histogram of sizes against a list of all sizes, and what surprise means. */
class RarityTest {
    private static final int P = 3;

    private final long seed = 20_261_130;
    private final Random random = new Random(seed);
    private final float[] f = new float[P + Rarity.SIZE + 2];

    enum Law {
        NORMAL {
            @Override
            double next(Random r) {
                return Math.abs(r.nextGaussian());
            }
        },
        EXPONENTIAL {
            @Override
            double next(Random r) {
                return -Math.log(1 - r.nextDouble());
            }
        },
        UNIFORM {
            @Override
            double next(Random r) {
                return 3 * r.nextDouble();
            }
        },
        LOG_NORMAL {
            @Override
            double next(Random r) {
                return Math.exp(1.5 * r.nextGaussian());
            }
        },
        PARETO {
            @Override
            double next(Random r) {
                return Math.pow(1 - r.nextDouble(), -1 / 1.5);
            }
        },
        MOSTLY_ZERO {
            @Override
            double next(Random r) {
                return r.nextInt(20) == 0 ? Math.exp(r.nextGaussian()) : 0;
            }
        };

        abstract double next(Random r);
    }

    private void learn(int times, double size) {
        for (int i = 0; i < times; i++) {
            Rarity.learn(f, P, size);
        }
    }

    private double surprise(double size) {
        return Rarity.surprise(f, P, size);
    }

    @ParameterizedTest
    @EnumSource(Law.class)
    void agreesWithAListOfAllSizes(Law law) {
        Rarity.init(f, P);
        SortedSizes oracle = new SortedSizes();
        for (int i = 0; i < 10_500; i++) {
            double size = law.next(random);
            if (i < 50 || i % 500 == 0) {
                for (double asked : new double[] {size, 2 * size, 30 * size, 0, 1e-4, 500}) {
                    assertThat(surprise(asked))
                            .as("%s, seed %d, size %d, asked %s", law, seed, i, asked)
                            .isCloseTo(oracle.surprise(asked), within(1e-4));
                }
            }
            oracle.learn(size);
            if (i % 2 == 0) {
                Rarity.learn(f, P, size);
            } else {
                double before = surprise(size);
                assertThat(Rarity.observe(f, P, size)).isEqualTo(before);
            }
        }
        assertThat(f[P - 1]).isZero();
        assertThat(f[P + Rarity.SIZE]).isZero();
    }

    @Test
    void aBinStartsAtItsEdge() {
        for (int bin = 1; bin < Rarity.BINS; bin++) {
            double edge = SortedSizes.edge(bin);
            boolean exact = bin % 5 == 0;
            Rarity.init(f, P);
            learn(1, exact ? edge : edge * (1 + 1e-14));
            learn(2, edge * (1 - 1e-14));
            assertThat(f[P + bin]).as("bin %d", bin).isEqualTo(1);
            assertThat(f[P + bin - 1]).as("bin before %d", bin).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4.9e-324, 0",
        "1e-300, 0",
        "0.0078124, 0",
        "0.0078125, 0",
        "1, 35",
        "1.99999, 39",
        "256, 75",
        "511, 79",
        "511.9999, 79",
        "512, 80",
        "1023, 80",
        "1024, 80",
        "1e300, 80",
        "Infinity, 80"
    })
    void everySizeHasABin(double size, int bin) {
        Rarity.init(f, P);
        learn(1, size);
        assertThat(f[P + bin]).isEqualTo(1);
        assertThat(surprise(size)).isBetween(0.0, 10.0);
    }

    @Test
    void aBinsSizesCountAsSpreadEvenly() {
        Rarity.init(f, P);
        learn(1000, 1); // bin 35, up to 2^(1/5)
        double next = SortedSizes.edge(36);
        assertThat(surprise(1)).isCloseTo(-Math.log10(1000.4 / 1040), within(1e-9));
        double middle = surprise((1 + next) / 2);
        assertThat(middle).isCloseTo(-Math.log10(500.4 / 1040), within(1e-9));
        double ninth = surprise(1 + 0.9 * (next - 1));
        assertThat(ninth).isCloseTo(-Math.log10(100.4 / 1040), within(1e-9));
        assertThat(surprise(0)).isCloseTo(-Math.log10(1000.4 / 1040), within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(Law.class)
    void aLargerSizeNeverSurprisesLess(Law law) {
        Rarity.init(f, P);
        for (int i = 0; i < 3000; i++) {
            Rarity.learn(f, P, law.next(random));
            if (i % 500 == 3) {
                double last = surprise(0);
                for (double size = 1e-3; size < 20_000; size *= 1.01) {
                    double surprise = surprise(size);
                    assertThat(surprise)
                            .as("%s, seed %d, size %s after %d", law, seed, size, i)
                            .isGreaterThanOrEqualTo(last - 1e-9);
                    last = surprise;
                }
            }
        }
    }

    /** Of sizes from the same law, one in 100 has a surprise of 2 and one in 1000 one of 3. */
    @ParameterizedTest
    @EnumSource(Law.class)
    void surpriseIsTheLogarithmOfTheShare(Law law) {
        Rarity.init(f, P);
        for (int i = 0; i < 4000; i++) {
            Rarity.learn(f, P, law.next(random));
        }
        int events = 300_000;
        double rare = 0;
        double rarer = 0;
        for (int i = 0; i < events; i++) {
            double surprise = Rarity.observe(f, P, law.next(random));
            rare += surprise >= 2 ? 1 : 0;
            rarer += surprise >= 3 ? 1 : 0;
        }
        // Inside a bin sizes count as spread evenly, so those at a sharp end surprise too little.
        double least = law == Law.UNIFORM ? 0 : 1;
        assertThat(rare / events).as("%s, seed %d", law, seed).isBetween(least * 0.0085, 0.0115);
        assertThat(rarer / events).as("%s, seed %d", law, seed).isBetween(least * 0.0006, 0.0016);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000, 6000})
    void whatWasSeenSurprisesLess(int before) {
        Rarity.init(f, P);
        for (int i = 0; i < before; i++) {
            Rarity.learn(f, P, Law.NORMAL.next(random));
        }
        double last = surprise(50);
        assertThat(last).as("seed %d", seed).isGreaterThan(2);
        double first = last;
        for (int i = 0; i < 30; i++) {
            double next = Rarity.observe(f, P, 50);
            assertThat(next).as("seed %d, time %d", seed, i).isLessThanOrEqualTo(last);
            last = next;
        }
        double share = (30 + 0.4) / (before + 30 + 40);
        assertThat(last).as("seed %d", seed).isLessThan(first - 1);
        assertThat(surprise(SortedSizes.edge(SortedSizes.bin(50))))
                .isCloseTo(-Math.log10(share), within(0.01));
    }

    @Test
    void theFirstSizesHardlySurprise() {
        Rarity.init(f, P);
        assertThat(surprise(0)).isLessThan(0.6);
        learn(20, 0);
        assertThat(surprise(0)).isLessThan(0.6);
    }

    @Test
    void forgetsATenthAt8000() {
        Rarity.init(f, P);
        learn(8000, 1);
        assertThat(f[P + 35]).isEqualTo(8000);
        learn(1, 0);
        assertThat(f[P + 35]).isCloseTo(7200f, within(0.01f));
        assertThat(f[P]).isEqualTo(1);
        assertThat(f[P + Rarity.BINS]).isCloseTo(7201f, within(0.01f));
        learn(100_000, 0);
        assertThat(f[P + 35]).isLessThan(5);
        Rarity.check(f, P);
    }

    @Test
    void refusesWhatIsNoCount() {
        for (int i = 0; i < Rarity.SIZE; i++) {
            for (float bad : new float[] {Float.NaN, -1, 20_000, Float.POSITIVE_INFINITY}) {
                Rarity.init(f, P);
                f[P + i] = bad;
                assertThatThrownBy(() -> Rarity.check(f, P))
                        .as("%s at %d", bad, i)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("sizes = ");
            }
        }
    }
}
