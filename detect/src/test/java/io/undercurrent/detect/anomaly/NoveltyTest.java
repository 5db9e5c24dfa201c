package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Novelty against its formula on the naive method, and what is novel. */
class NoveltyTest {
    private static final int O = 2;
    private static final int P = 1;
    private static final int DIMENSIONS = 8;

    private final long seed = 20_261_130;
    private final Random random = new Random(seed);
    private final double[] s = new double[O + Novelty.DOUBLES + 1];
    private final float[] f = new float[P + 64 * 7 + 1];

    /** Vectors with two main directions, (1, 1, 0, ...) and (0, 0, 1, 0, ...), and some noise. */
    private double[] usual(int dimensions) {
        double[] x = new double[dimensions];
        double first = 2 * random.nextGaussian();
        for (int i = 0; i < dimensions; i++) {
            x[i] = 0.1 * random.nextGaussian() + (i < 2 ? first : 0);
        }
        x[2] += random.nextGaussian();
        return x;
    }

    private Novelty after(int vectors, boolean along) {
        Novelty novelty = new Novelty(DIMENSIONS, 3, along);
        novelty.init(s, O, f, P);
        for (int i = 0; i < vectors; i++) {
            novelty.observe(s, O, f, P, usual(DIMENSIONS), 1);
        }
        return novelty;
    }

    private static double[] alone(int at, double length) {
        double[] x = new double[DIMENSIONS];
        x[at] = length;
        return x;
    }

    @ParameterizedTest
    @CsvSource({"5, 4, false", "8, 3, true", "32, 6, true", "64, 7, false"})
    void agreesWithItsFormulaOnTheNaiveMethod(int dimensions, int components, boolean along) {
        Novelty novelty = new Novelty(dimensions, components, along);
        novelty.init(s, O, f, P);
        NaivePca pca = new NaivePca(dimensions, components);
        double usualEnergy = 0;
        double usualOutside = 0;
        for (int n = 0; n < 6000; n++) {
            double[] x = usual(dimensions);
            double trust = 1;
            if (n > 100 && random.nextInt(50) == 0) {
                x = NaivePca.times(1000, x);
                trust = 0.05;
            }
            double energy = NaivePca.dot(x, x);
            double factor = 1;
            if (n >= 32 && energy > 25 * usualEnergy) {
                factor = Math.sqrt(25 * usualEnergy / energy);
            }
            double step = trust * Math.max(1.0 / (n + 1), 1.0 / 4000);
            pca.observe(x, n, step, factor);
            double expected = 0;
            if (n > components) {
                double base = 0.0025 * dimensions + 0.001 * usualEnergy;
                double outside = pca.residual / (usualOutside + base);
                double sum = 0;
                for (int k = 0; k < components; k++) {
                    double square = pca.projections[k] * pca.projections[k];
                    sum += square / (pca.variances[k] + base / dimensions);
                }
                sum += (dimensions - components) * outside;
                expected = Math.sqrt(along ? sum / dimensions : outside);
                double first = Math.max(step, trust / (n - components));
                usualOutside += first * (factor * factor * pca.residual - usualOutside);
            }
            usualEnergy += step * (factor * factor * energy - usualEnergy);
            assertThat(novelty.observe(s, O, f, P, x, trust))
                    .as("seed %d, vector %d", seed, n)
                    .isCloseTo(expected, within(1e-3 * (1 + expected)));
        }
        assertThat(novelty.count(s, O)).isEqualTo(6000);
        assertThat(new double[] {s[0], s[1], s[O + 3]}).containsOnly(0);
        assertThat(f[0]).isZero();
        assertThat(f[P + novelty.floats()]).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneIsUsual(boolean along) {
        Novelty novelty = after(2000, along);
        double squares = 0;
        for (int i = 0; i < 2000; i++) {
            double size = novelty.observe(s, O, f, P, usual(DIMENSIONS), 1);
            squares += size * size;
        }
        assertThat(Math.sqrt(squares / 2000)).as("seed %d", seed).isBetween(0.7, 1.1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aVectorOffTheDirectionsIsNovelAndOneAlongThemOnlyIfWanted(boolean along) {
        Novelty novelty = after(2000, along);
        double[] before = s.clone();
        float[] floats = f.clone();
        double off = novelty.observe(s, O, f, P, alone(5, 3), 1);
        System.arraycopy(before, 0, s, 0, s.length);
        System.arraycopy(floats, 0, f, 0, f.length);
        double[] onMain = alone(0, 20);
        onMain[1] = 20; // ten times as long as usual
        double on = novelty.observe(s, O, f, P, onMain, 1);
        assertThat(off).as("seed %d", seed).isGreaterThan(5);
        if (along) {
            assertThat(on).as("seed %d", seed).isGreaterThan(3);
        } else {
            assertThat(on).as("seed %d", seed).isLessThan(4); // less than one outside
        }
    }

    @Test
    void aVeryLongVectorDoesNotBecomeUsual() {
        Novelty novelty = after(1000, false);
        double usualEnergy = s[O + 1];
        double first = novelty.observe(s, O, f, P, alone(6, 1e9), 1);
        assertThat(first).as("seed %d", seed).isGreaterThan(1e8);
        assertThat(s[O + 1]).as("usual energy, seed %d", seed).isLessThan(1.03 * usualEnergy);
        double squares = 0;
        for (int i = 0; i < 200; i++) {
            double size = novelty.observe(s, O, f, P, usual(DIMENSIONS), 1);
            squares += size * size;
        }
        assertThat(Math.sqrt(squares / 200)).as("usual, seed %d", seed).isBetween(0.3, 1.3);
    }

    @Test
    void whatComesOftenBecomesUsual() {
        Novelty novelty = after(1000, false);
        double first = novelty.observe(s, O, f, P, alone(6, 3), 1);
        for (int i = 0; i < 300; i++) {
            novelty.observe(s, O, f, P, usual(DIMENSIONS), 1);
            novelty.observe(s, O, f, P, alone(6, 3 * random.nextGaussian()), 1);
        }
        double last = novelty.observe(s, O, f, P, alone(6, 3), 1);
        assertThat(last).as("seed %d", seed).isLessThan(first / 3);
    }

    @Test
    void zeroAndWhatIsNotFiniteChangeNothing() {
        Novelty novelty = after(500, true);
        double[] before = s.clone();
        float[] floats = f.clone();
        double[] bad = {
            0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e19, 1e200, 1e-200
        };
        for (double one : bad) {
            assertThat(novelty.observe(s, O, f, P, alone(3, one), 1)).as("%s", one).isZero();
            assertThat(s).as("after %s", one).isEqualTo(before);
            assertThat(f).as("after %s", one).isEqualTo(floats);
        }
    }

    @Test
    void isZeroWhileThereWereNoMoreVectorsThanDirections() {
        Novelty novelty = new Novelty(DIMENSIONS, 3, true);
        novelty.init(s, O, f, P);
        for (int i = 0; i < 4; i++) {
            assertThat(novelty.observe(s, O, f, P, usual(DIMENSIONS), 1)).isZero();
        }
        assertThat(novelty.observe(s, O, f, P, usual(DIMENSIONS), 1)).isPositive();
    }

    @Test
    void refusesImpossibleStates() {
        for (int i = 0; i < Novelty.DOUBLES; i++) {
            for (double bad : new double[] {Double.NaN, -1, 1e37}) {
                Novelty novelty = after(50, true);
                novelty.check(s, O, f, P);
                s[O + i] = bad;
                assertThatThrownBy(() -> novelty.check(s, O, f, P))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        Novelty novelty = after(50, true);
        s[O] += 0.5;
        assertThatThrownBy(() -> novelty.check(s, O, f, P)).hasMessageContaining("whole numbers");
    }
}
