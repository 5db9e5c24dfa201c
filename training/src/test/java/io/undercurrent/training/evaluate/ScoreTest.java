package io.undercurrent.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.training.forecast.Levels;
import org.junit.jupiter.api.Test;

/** The measures against values computed by hand. */
class ScoreTest {
    /** At levels .025, .1, .2 ... .9, .975. */
    private static final double[] ZERO_TO_TEN = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    @Test
    void oneValueAboveTheMedian() {
        Score score = new Score();
        score.add(7, ZERO_TO_TEN);
        assertThat(score.count()).isEqualTo(1);
        assertThat(score.meanAbsoluteError()).isEqualTo(2);
        // (y - q) a for q below: .1*6 + .2*5 + .3*4 + .4*3 + .5*2 + .6*1 + 0, above: .2*1 + .1*2
        double pinball = 0.6 + 1.0 + 1.2 + 1.2 + 1.0 + 0.6 + 0 + 0.2 * 1 + 0.1 * 2;
        assertThat(score.wql()).isCloseTo(2 * pinball / (9 * 7), within(1e-12));
        assertThat(score.coverage80()).isEqualTo(1);
        assertThat(score.coverage95()).isEqualTo(1);
        assertThat(score.notAbove(Levels.index(0.6))).isZero();
        assertThat(score.notAbove(Levels.index(0.7))).isEqualTo(1);
    }

    @Test
    void sumsOverSeveralValuesAndScores() {
        Score low = new Score();
        low.add(-2, ZERO_TO_TEN);
        low.add(0.5, ZERO_TO_TEN);
        Score all = new Score();
        all.add(9, ZERO_TO_TEN);
        all.add(11, ZERO_TO_TEN);
        all.add(low);
        assertThat(all.count()).isEqualTo(4);
        assertThat(all.meanAbsoluteError()).isEqualTo((4 + 6 + 7 + 4.5) / 4);
        assertThat(all.coverage80()).isEqualTo(0.25); // 9 lies on the bound
        assertThat(all.coverage95()).isEqualTo(0.5); // 9 and 0.5
        assertThat(all.notAbove(0)).isEqualTo(0.25);
        assertThat(low.count()).isEqualTo(2);
    }

    @Test
    void noFigureWithoutValues() {
        assertThat(new Score().wql()).isNaN();
        assertThat(new Score().coverage80()).isNaN();
        Score zero = new Score();
        zero.add(0, ZERO_TO_TEN);
        assertThat(zero.wql()).as("no unit to divide by").isNaN();
    }
}
