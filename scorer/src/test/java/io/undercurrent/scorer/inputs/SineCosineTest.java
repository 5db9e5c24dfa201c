package io.undercurrent.scorer.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The JDK's own bits, whichever JDK this is. */
class SineCosineTest {
    private static final double TURN = 2 * StrictMath.PI;

    private final SineCosine both = new SineCosine();

    @Test
    void anyAngleHasTheBitsOfStrictMath() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000_000; i++) {
            check(random.nextDouble() * TURN, seed);
        }
    }

    /** Where bits cancel: closer and closer to the multiples of an eighth of a turn. */
    @Test
    void anglesNearAFormulasEndHaveThemToo() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int eighth = 0; eighth <= 8; eighth++) {
            double middle = eighth * (StrictMath.PI / 4);
            double up = middle;
            double down = middle;
            for (int i = 0; i < 2000; i++) {
                check(up, seed);
                check(down, seed);
                up = Math.nextUp(up);
                down = Math.nextDown(down);
            }
            for (int i = 0; i < 100_000; i++) {
                double off = Math.scalb(random.nextDouble(), -random.nextInt(60));
                check(middle + (random.nextBoolean() ? off : -off), seed);
            }
        }
    }

    @Test
    void tinyAnglesAndThoseNearTheKernelsEndsHaveThemToo() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        check(0, seed);
        check(Double.MIN_VALUE, seed);
        check(Double.MIN_NORMAL, seed);
        for (int i = 0; i < 100_000; i++) {
            check(Math.scalb(1 + random.nextDouble(), -random.nextInt(1, 1070)), seed);
        }
        for (double end : new double[] {0x1p-27, 0.3, 0.78125}) {
            for (int quadrant = 0; quadrant <= 4; quadrant++) {
                for (int i = -50_000; i < 50_000; i++) {
                    double step = i * 0x1p-40 * end;
                    check(quadrant * (StrictMath.PI / 2) + end + step, seed);
                    check(quadrant * (StrictMath.PI / 2) - end - step, seed);
                }
            }
        }
    }

    @Test
    void otherAnglesAreRefused() {
        for (double angle : new double[] {-0x1p-30, Math.nextUp(TURN), Double.NaN}) {
            assertThatThrownBy(() -> both.of(angle)).hasMessageContaining(String.valueOf(angle));
        }
    }

    private void check(double angle, long seed) {
        if (angle < 0 || angle > TURN) {
            return;
        }
        both.of(angle);
        if (bits(both.sine) != bits(StrictMath.sin(angle))
                || bits(both.cosine) != bits(StrictMath.cos(angle))) {
            assertThat(both.sine)
                    .as("sine of %s, seed %d", angle, seed)
                    .isEqualTo(StrictMath.sin(angle));
            assertThat(both.cosine)
                    .as("cosine of %s, seed %d", angle, seed)
                    .isEqualTo(StrictMath.cos(angle));
            throw new AssertionError("a zero's sign, at " + angle);
        }
    }

    private static long bits(double x) {
        return Double.doubleToRawLongBits(x);
    }
}
