package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The own functions against the JDK's exact ones, over their whole range. */
class FloatMathTest {

    private static final long SEED = 77;
    private static final int SAMPLES = 200_000;

    @Test
    void siluAndSigmoidKeepTheirBounds() {
        Random random = new Random(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            float x = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7) - 4));
            double exact = 1 / (1 + StrictMath.exp(-(double) x));
            check("sigmoid", x, FloatMath.sigmoid(x), exact, 2e-7);
            check("silu", x, FloatMath.silu(x), x * exact, 2e-7 * Math.max(1, Math.abs(x)));
        }
        assertThat(FloatMath.sigmoid(0)).isEqualTo(0.5f);
        assertThat(FloatMath.silu(0)).isZero();
        assertThat(FloatMath.silu(Float.NaN)).isNaN();
        assertThat(FloatMath.silu(100)).isEqualTo(100f);
    }

    @Test
    void logKeepsItsBound() {
        Random random = new Random(SEED);
        double[] spreads = {0.01, 5, 100}; // all numbers are normal
        for (int i = 0; i < SAMPLES; i++) {
            double x = StrictMath.exp(random.nextGaussian() * spreads[i % 3]);
            double exact = StrictMath.log(x);
            check("log", x, FloatMath.log(x), exact, 1e-11 * Math.max(1, Math.abs(exact)));
            check("log, relative", x, FloatMath.log(x), exact, 1e-11 * Math.abs(exact));
        }
        for (double x : new double[] {Double.MIN_NORMAL, Double.MAX_VALUE, 0.5, 2, 1e-3, 1e3}) {
            check("log", x, FloatMath.log(x), StrictMath.log(x), 1e-11 * 800);
        }
        assertThat(FloatMath.log(1)).isZero();
    }

    @Test
    void expKeepsItsBound() {
        Random random = new Random(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            double x = -700 + 1400 * random.nextDouble();
            double exact = StrictMath.exp(x);
            check("exp", x, FloatMath.exp(x), exact, 1e-11 * exact);
            double small = random.nextGaussian();
            exact = StrictMath.exp(small);
            float single = (float) x / 8.1f;
            check(
                    "expf",
                    single,
                    FloatMath.expf(single),
                    StrictMath.exp(single),
                    2e-7 * StrictMath.exp(single));
            check("exp", small, FloatMath.exp(small), exact, 1e-11 * exact);
        }
        assertThat(FloatMath.expf(0)).isEqualTo(1f);
        assertThat(FloatMath.expf(-88)).isZero();
        assertThat(FloatMath.expf(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(FloatMath.expf(89)).isInfinite();
        assertThat(FloatMath.expf(Float.NaN)).isNaN();
        assertThat(FloatMath.exp(0)).isEqualTo(1);
        assertThat(FloatMath.exp(-701)).isZero();
        assertThat(FloatMath.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(FloatMath.exp(701)).isInfinite();
        assertThat(FloatMath.exp(Double.NaN)).isNaN();
    }

    @Test
    void softplusKeepsItsBoundDownToTinyValues() {
        Random random = new Random(SEED);
        for (int i = 0; i < SAMPLES; i++) {
            float v = (float) (-80 + 110 * random.nextDouble());
            double exact = v > 20 ? v : StrictMath.log1p(StrictMath.exp(v));
            check("softplus", v, FloatMath.softplus(v), exact, 3e-7 * exact);
        }
        assertThat(FloatMath.softplus(21f)).isEqualTo(21f);
        assertThat(FloatMath.softplus(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(FloatMath.softplus(Float.NaN)).isNaN();
    }

    @Test
    void gapRatiosAreClamped() {
        GapRatio ratio = new GapRatio(0.5f, 8f);
        assertThat(ratio.of(10, 5)).isEqualTo(2f);
        assertThat(ratio.of(1, 5)).isEqualTo(0.5f);
        assertThat(ratio.of(-1, 5)).isEqualTo(0.5f);
        assertThat(ratio.of(1e300, 5)).isEqualTo(8f);
        assertThat(ratio.of(7, 0)).isEqualTo(1f);
        assertThatThrownBy(() -> ratio.of(Double.NaN, 1)).hasMessageContaining("gap=NaN");
        assertThatThrownBy(() -> new GapRatio(2, 1)).hasMessageContaining("min=2.0");
    }

    private static void check(String what, double x, double actual, double exact, double bound) {
        if (!(Math.abs(actual - exact) <= bound)) {
            assertThat(actual).as("%s(%s), seed %s", what, x, SEED).isEqualTo(exact);
        }
    }
}
