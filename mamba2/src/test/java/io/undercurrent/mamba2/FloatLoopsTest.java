package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.mamba2.FloatLoops.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both variants of the loops beside the formulas, and beside each other, bit by bit. */
class FloatLoopsTest {

    private static final int MOST = 300;
    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        20f,
        20.000002f,
        -20f,
        87f,
        -87f,
        -87.00001f,
        88f,
        88.00001f,
        18f,
        -18f,
        1e-30f,
        -1e-30f,
        1e30f,
        -1e30f
    };

    /** Products of random sizes and places: the definition in float64, and the same bits. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void productsAreThoseOfTheDefinition(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        for (int round = 0; round < 60; round++) {
            Shape shape = List.of(Shape.values()).get(below(random, 3));
            int form = below(random, 3);
            int rows = 1 + below(random, 40);
            int inner =
                    shape == Shape.LEFT_LOWER ? rows : 1 + below(random, round == 0 ? MOST : 40);
            int columns = shape == Shape.RESULT_LOWER ? rows : 1 + below(random, 70);
            int at = below(random, 4);
            Block<float[]> a =
                    form == 1 ? block(random, inner, rows, at) : block(random, rows, inner, at);
            Block<float[]> b =
                    form == 2
                            ? block(random, columns, inner, at + 1)
                            : block(random, inner, columns, at + 1);
            if (shape == Shape.LEFT_LOWER) {
                clearAboveDiagonal(a, rows);
            }
            float[][] c = block(random, rows, columns, at + 2).rows();
            String what =
                    String.format(
                            Locale.ROOT,
                            "seed %d: %s, form %d, %d x %d x %d",
                            seed,
                            shape,
                            form,
                            rows,
                            inner,
                            columns);
            float[][] plain = copy(c);
            float[][] vector = copy(c);
            product(StepVariant.PLAIN, plain, at + 2, a, b, form, rows, inner, columns, shape);
            product(StepVariant.VECTOR, vector, at + 2, a, b, form, rows, inner, columns, shape);
            for (int i = 0; i < c.length; i++) {
                for (int j = 0; j < c[i].length; j++) {
                    int row = i - at - 2;
                    int column = j - at - 2;
                    boolean inside = row >= 0 && row < rows && column >= 0 && column < columns;
                    if (inside && shape == Shape.RESULT_LOWER && column > row) {
                        continue;
                    }
                    double expected = c[i][j];
                    double size = Math.abs(expected);
                    for (int k = 0; inside && k < inner; k++) {
                        double term =
                                (double) (form == 1 ? at(a, k, row) : at(a, row, k))
                                        * (form == 2 ? at(b, column, k) : at(b, k, column));
                        expected += term;
                        size += Math.abs(term);
                    }
                    assertThat((double) plain[i][j])
                            .as("%s [%d][%d]", what, i, j)
                            .isCloseTo(expected, within(1e-6 * size));
                    assertThat(vector[i][j]).as("%s [%d][%d]", what, i, j).isEqualTo(plain[i][j]);
                }
            }
        }
    }

    private static void product(
            StepVariant variant,
            float[][] c,
            int at,
            Block<float[]> a,
            Block<float[]> b,
            int form,
            int rows,
            int inner,
            int columns,
            Shape shape) {
        Block<float[]> result = new Block<>(c, at, at);
        variant.loops().product(result, a, form == 1, b, form == 2, rows, inner, columns, shape);
    }

    /** All loops over rows, at all remainders, with values at the functions' limits. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 19, 64, 100})
    void rowsHaveTheSameBits(int length) {
        SplitMix64 random = new SplitMix64(length);
        float[][] in = new float[4][length + 2];
        for (float[] row : in) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.uniform(-9, 9);
            }
        }
        assertThat(bits(rows(StepVariant.VECTOR, in)))
                .isDeepEqualTo(bits(rows(StepVariant.PLAIN, in)));
        float[] special = Arrays.copyOf(SPECIAL, SPECIAL.length * 8);
        for (int i = 0; i < special.length; i++) {
            special[i] = SPECIAL[i / 8];
        }
        assertThat(bits(functions(StepVariant.VECTOR, special)))
                .isDeepEqualTo(bits(functions(StepVariant.PLAIN, special)));
    }

    /** All NaNs have the same ones. */
    private static int[][] bits(float[][] rows) {
        int[][] bits = new int[rows.length][];
        for (int r = 0; r < bits.length; r++) {
            bits[r] = new int[rows[r].length];
            for (int i = 0; i < bits[r].length; i++) {
                bits[r][i] = Float.floatToIntBits(rows[r][i]);
            }
        }
        return bits;
    }

    private static float[][] rows(StepVariant variant, float[][] in) {
        FloatLoops loops = variant.loops();
        int to = in[0].length - 1;
        float[][] out = new float[9][];
        for (int i = 0; i < out.length; i++) {
            out[i] = in[3].clone();
        }
        loops.add(out[0], 1, in[0], 2, to - 1);
        loops.scale(out[1], 1.7f, in[0], 1, to);
        loops.axpy(out[2], 1.7f, in[0], 1, to);
        loops.multiply(out[3], in[0], in[1], 1, to);
        loops.multiplyAdd(out[4], in[0], in[1], 1, to);
        loops.subtract(out[5], in[0], in[1], 1, to);
        loops.max(out[6], in[0], 1, to);
        loops.pinball(out[7], in[0], in[1], in[2], 0.3f, 1, to);
        loops.pinballSlope(out[8], in[0], in[1], in[2], 0.3f, 1, to);
        return out;
    }

    private static float[][] functions(StepVariant variant, float[] x) {
        FloatLoops loops = variant.loops();
        float[] dy = new float[x.length];
        Arrays.fill(dy, 1.3f);
        float[][] out = new float[5][x.length];
        loops.silu(out[0], x, 0, x.length);
        loops.siluBackward(out[1], x, dy, 0, x.length);
        loops.exp(out[2], x, 0, x.length);
        loops.softplus(out[3], out[4], x, 0, x.length);
        return out;
    }

    @ParameterizedTest
    @EnumSource(StepVariant.class)
    void functionsAreTheirFormulas(StepVariant variant) {
        float[] x = new float[400];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i - 200) / 10f;
        }
        float[][] out = functions(variant, x);
        for (int i = 0; i < x.length; i++) {
            double v = x[i];
            double sigmoid = 1 / (1 + Math.exp(-v));
            double slope = sigmoid * (1 + v * (1 - sigmoid));
            double wide = 4e-7 * Math.max(1, Math.abs(v));
            assertThat((double) out[0][i]).as("silu(%s)", v).isCloseTo(v * sigmoid, within(wide));
            assertThat((double) out[1][i])
                    .as("silu'(%s)", v)
                    .isCloseTo(1.3 * slope, within(2 * wide));
            assertThat(out[2][i] / Math.exp(v)).as("exp(%s)", v).isCloseTo(1, within(4e-7));
            assertThat(out[3][i] / Math.log1p(Math.exp(v)))
                    .as("softplus(%s)", v)
                    .isCloseTo(1, within(1e-6));
            assertThat(out[4][i] / sigmoid).as("sigmoid(%s)", v).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void aPinballLossAndItsSlopeAreTheirFormulas() {
        float[] sum = {1, 1};
        float[] d = {1, 1};
        float[] w = {2, 2};
        float[] y = {3, 3};
        float[] q = {1, 4};
        FloatLoops loops = StepVariant.PLAIN.loops();
        loops.pinball(sum, w, y, q, 0.25f, 0, 2);
        loops.pinballSlope(d, w, y, q, 0.25f, 0, 2);
        assertThat(sum).containsExactly(1 + 2 * 0.25f * 2, 1 + 2 * 0.75f);
        assertThat(d).containsExactly(1 - 2 * 0.25f, 1 + 2 * 0.75f);
    }

    private static int below(SplitMix64 random, int bound) {
        return (int) random.uniform(0, bound);
    }

    /** Random rows with some more around the part that begins at [at][at]. */
    private static Block<float[]> block(SplitMix64 random, int rows, int columns, int at) {
        float[][] all = new float[rows + at + 1][columns + at + 1];
        for (float[] row : all) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.uniform(-1, 1);
            }
        }
        return new Block<>(all, at, at);
    }

    /** Of the left matrix before it is transposed. */
    private static void clearAboveDiagonal(Block<float[]> a, int n) {
        for (int i = 0; i < n; i++) {
            float[] row = a.rows()[a.row() + i];
            Arrays.fill(row, a.column() + i + 1, a.column() + n, 0);
        }
    }

    private static float at(Block<float[]> m, int i, int j) {
        return m.rows()[m.row() + i][m.column() + j];
    }

    private static float[][] copy(float[][] rows) {
        float[][] copy = rows.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }
}
