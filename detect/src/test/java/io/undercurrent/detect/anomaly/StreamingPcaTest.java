package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Main directions against the method written naively, and against known ones. */
class StreamingPcaTest {
    private static final int P = 2;

    private final long seed = 20_261_130;
    private final Random random = new Random(seed);

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 2", "5, 4", "32, 6", "64, 7"})
    void agreesWithTheNaiveMethod(int dimensions, int components) {
        StreamingPca pca = new StreamingPca(dimensions, components);
        NaivePca naive = new NaivePca(dimensions, components);
        float[] f = new float[P + pca.size() + 1];
        pca.init(f, P);
        double[][] mix = new double[dimensions][];
        for (int i = 0; i < dimensions; i++) {
            mix[i] = gaussians(dimensions, Math.pow(0.6, i));
        }
        for (int n = 0; n < 3000; n++) {
            double[] x = new double[dimensions];
            for (double[] row : mix) {
                x = NaivePca.plus(x, NaivePca.times(random.nextGaussian(), row));
            }
            double step = 1.0 / (Math.min(n, 500) + 1);
            double factor = random.nextInt(10) == 0 ? 0.3 : 1;
            pca.observe(f, P, x, n, step, factor);
            naive.observe(x, n, step, factor);
            if (n < components) {
                continue;
            }
            double energy = NaivePca.dot(x, x);
            double scaled = 0;
            for (int k = 0; k < components; k++) {
                double square = naive.projections[k] * naive.projections[k];
                scaled += square / (naive.variances[k] + 0.01);
            }
            assertThat(pca.residual())
                    .as("seed %d, vector %d", seed, n)
                    .isCloseTo(naive.residual, within(1e-4 * energy));
            assertThat(pca.scaledEnergy(0.01))
                    .as("seed %d, vector %d", seed, n)
                    .isCloseTo(scaled, within(1e-3 * (scaled + 1e-3)));
        }
        for (int k = 0; k < components; k++) {
            double length = Math.sqrt(NaivePca.dot(naive.components[k], naive.components[k]));
            for (int i = 0; i < dimensions; i++) {
                assertThat((double) f[P + k * dimensions + i])
                        .as("seed %d, direction %d, number %d", seed, k, i)
                        .isCloseTo(naive.components[k][i], within(1e-3 * length));
            }
        }
        assertThat(f[0]).isZero();
        assertThat(f[1]).isZero();
        assertThat(f[P + pca.size()]).isZero();
    }

    private double[] gaussians(int count, double scale) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = scale * random.nextGaussian();
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 33})
    void findsTheMainDirectionsAndTheirVariances(int dimensions) {
        StreamingPca pca = new StreamingPca(dimensions, 2);
        float[] f = new float[pca.size()];
        pca.init(f, 0);
        double root = Math.sqrt(0.5);
        for (int n = 0; n < 5000; n++) {
            double[] x = gaussians(dimensions, 0.1);
            double first = 3 * random.nextGaussian(); // along (1, 1, 0, ...)
            double second = random.nextGaussian(); // along (0, 0, 1, 0, ...)
            x[0] += root * first;
            x[1] += root * first;
            x[2] += second;
            pca.observe(f, 0, x, n, Math.max(1.0 / (n + 1), 1.0 / 2000), 1);
        }
        double length = 0;
        for (int i = 0; i < dimensions; i++) {
            length += f[i] * f[i];
        }
        length = Math.sqrt(length);
        double cosine = Math.abs(root * (f[0] + f[1])) / length;
        assertThat(cosine).as("seed %d", seed).isGreaterThan(0.995);
        assertThat(length).as("seed %d", seed).isCloseTo(9, Percentage.withPercentage(20));
        assertThat((double) Math.abs(f[dimensions + 2]))
                .as("seed %d", seed)
                .isCloseTo(1, Percentage.withPercentage(25));
    }

    @Test
    void refusesWhatIsNoDirection() {
        StreamingPca pca = new StreamingPca(3, 2);
        float[] f = new float[pca.size()];
        for (int i = 0; i < f.length; i++) {
            for (float bad : new float[] {Float.NaN, 1e19f, Float.NEGATIVE_INFINITY}) {
                pca.init(f, 0);
                f[i] = bad;
                assertThatThrownBy(() -> pca.check(f, 0))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("number of a main direction = ");
            }
        }
    }
}
