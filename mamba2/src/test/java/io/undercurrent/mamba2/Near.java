package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;

/** Comparison by the golden vectors' rule: max|a-b| at most tolerance * max(1, max|b|). */
final class Near {

    static final double FLOAT64 = 1e-10;
    static final double FLOAT32 = 2e-5;
    static final double FLOAT32_GRADIENT = 2e-4;

    private Near() {}

    static void assertNear(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double scale = 1;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("%s[%d]", what, i).isFinite();
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        assertThat(difference)
                .as("%s: largest difference at scale %s", what, scale)
                .isLessThanOrEqualTo(tolerance * scale);
    }

    static void assertNear(String what, double[][] actual, double[][] expected, double tolerance) {
        assertNear(what, flat(actual), flat(expected), tolerance);
    }

    static double[] flat(double[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        double[] flat = new double[rows.length * width];
        for (int t = 0; t < rows.length; t++) {
            System.arraycopy(rows[t], 0, flat, t * width, width);
        }
        return flat;
    }

    static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    static double[][] wide(float[][] rows) {
        double[][] wide = new double[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            wide[t] = wide(rows[t]);
        }
        return wide;
    }
}
