package io.undercurrent.lab.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.training.data.Series;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A series depends on its number alone, and keeps what the class promises of it. */
class SyntheticSeriesTest {
    private static final long SEED = 20_261_123;

    /** Hash of the values, times and seasons of {@link #DIGESTED} series, recorded on JDK 17. */
    private static final long DIGEST = 7_953_960_617_297_788_417L;

    private static final int DIGESTED = 300;

    @Test
    void isTheSameOnEveryMachine() {
        long digest = 1;
        for (int index = 0; index < DIGESTED; index++) {
            Series series = SyntheticSeries.generate(SEED, index, 200 + index);
            digest = 31 * digest + Arrays.hashCode(series.values());
            digest = 31 * digest + Arrays.hashCode(series.timesMicros());
            digest = 31 * digest + Arrays.hashCode(series.seasons());
        }
        assertThat(digest).isEqualTo(DIGEST);
    }

    @Test
    void doesNotDependOnOrder() {
        Series[] forwards = new Series[100];
        for (int index = 0; index < forwards.length; index++) {
            forwards[index] = SyntheticSeries.generate(SEED, index, 256);
        }
        for (int index = forwards.length - 1; index >= 0; index--) {
            Series again = SyntheticSeries.generate(SEED, index, 256);
            assertThat(again.values()).isEqualTo(forwards[index].values());
            assertThat(again.timesMicros()).isEqualTo(forwards[index].timesMicros());
            assertThat(again.seasons()).isEqualTo(forwards[index].seasons());
        }
    }

    @Test
    void differsBySeedAndIndex() {
        double[] one = SyntheticSeries.generate(1, 2, 256).values();
        assertThat(SyntheticSeries.generate(2, 1, 256).values()).isNotEqualTo(one);
        assertThat(SyntheticSeries.generate(1, 3, 256).values()).isNotEqualTo(one);
        assertThat(SyntheticSeries.generate(2, 2, 256).values()).isNotEqualTo(one);
    }

    @Test
    void isComposedOfWhatItSays() {
        assertThat(SyntheticSeries.describe(1, 2, 256))
                .isEqualTo(SyntheticSeries.describe(1, 2, 256))
                .startsWith("sampling: every ")
                .contains("; declared seasons: ");
    }

    @Test
    void takesAnyAllowedLength() {
        for (int length : new int[] {32, 33, 64, 100, 5_000}) {
            for (int index = 0; index < 300; index++) {
                Series series = SyntheticSeries.generate(SEED + 1, index, length);
                assertThat(series.values()).as("index %d", index).hasSize(length);
            }
        }
    }

    @Test
    void refusesWhatIsNotAllowed() {
        assertThatThrownBy(() -> SyntheticSeries.generate(1, -1, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index = -1: allowed are numbers from 0");
        assertThatThrownBy(() -> SyntheticSeries.generate(1, 0, 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length = 31: allowed are whole numbers from 32 to 4194304");
        assertThatThrownBy(() -> SyntheticSeries.generate(1, 0, (1 << 22) + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length = 4194305");
    }

    /** Work is counted in random draws; every loop over steps that makes none runs beside one. */
    @Test
    void costsInProportionToLength() {
        long few = 0;
        long many = 0;
        for (int index = 0; index < 200; index++) {
            few += Synthesis.of(SEED, index, 1_000).draws();
            many += Synthesis.of(SEED, index, 4_000).draws();
        }
        assertThat((double) many / few).as("draws for 4 times the length").isBetween(3.0, 4.6);
        assertThat(few / (200.0 * 1_000)).as("draws an observation").isLessThan(20);
    }
}
