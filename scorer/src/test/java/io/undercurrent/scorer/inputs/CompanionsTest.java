package io.undercurrent.scorer.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompanionsTest {
    private static final InputOptions ALONE = new InputOptions(List.of(1, 4), 1, 64);
    private static final int GUARD = 3;

    private static float[] written(Companions companions, double[] s, int channel) {
        float[] inputs = new float[companions.inputCount() + 2];
        Arrays.fill(inputs, Float.NaN);
        companions.write(s, GUARD, channel, inputs, 1);
        assertThat(inputs[0]).isNaN();
        assertThat(inputs[inputs.length - 1]).isNaN();
        return Arrays.copyOfRange(inputs, 1, inputs.length - 1);
    }

    @Test
    void aChannelByItselfIsToldNothing() {
        Companions none = new Companions(ALONE);
        assertThat(none.size()).isZero();
        assertThat(none.inputCount()).isZero();
    }

    @Test
    void tellsWhichChannelItIsAndTheNewestValuesOfAllFieldsInTheirOwnUnits() {
        Companions companions = new Companions(ALONE.together(2, 1));
        double[] s = new double[GUARD + companions.size()];
        companions.init(s, GUARD);
        Random random = new Random(7);
        for (int t = 0; t < 4000; t++) {
            double x = random.nextGaussian();
            companions.observe(
                    s, GUARD, new double[] {x, 1000 + 50 * x, t % 2 == 0 ? 5 : Double.NaN});
        }
        companions.observe(s, GUARD, new double[] {2, 1150, Double.NaN});
        float[] first = written(companions, s, 0);
        float[] second = written(companions, s, 1);
        assertThat(first).hasSize(2 + 3 * 5);
        assertThat(Arrays.copyOf(first, 2)).containsExactly(1, 0);
        assertThat(Arrays.copyOf(second, 2)).containsExactly(0, 1);
        assertThat(Arrays.copyOfRange(second, 2, 17)).isEqualTo(Arrays.copyOfRange(first, 2, 17));
        assertThat(first[2]).isBetween(1.8f, 2.2f);
        assertThat(first[7]).isBetween(2.8f, 3.2f); // 1150 is 3 scales off
        assertThat(first[8]).isEqualTo(first[3], offset(0.02f));
        assertThat(first[6]).isZero();
        assertThat(first[12]).isZero(); // missing, so at its location
        assertThat(first[16]).isEqualTo(1); // and said to be
    }

    @Test
    void whatComesLaterChangesNothingThatWasWritten() {
        Companions companions = new Companions(ALONE.together(3, 0));
        double[] s = new double[GUARD + companions.size()];
        companions.init(s, GUARD);
        companions.observe(s, GUARD, new double[] {1, 2, 3});
        companions.observe(s, GUARD, new double[] {2, 3, 5});
        double[] kept = s.clone();
        float[] before = written(companions, s, 2);
        companions.observe(s, GUARD, new double[] {1e9, -1e9, 0});
        assertThat(written(companions, kept, 2)).isEqualTo(before);
        assertThat(written(companions, s, 2)).isNotEqualTo(before);
    }
}
