package io.undercurrent.training.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.training.data.Series;
import io.undercurrent.training.history.History;
import io.undercurrent.training.history.Split;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class AlphabetTest {
    private static final Split SPLIT = new Split(0.1, 0.2);

    private static History history(IntToDoubleFunction code) {
        double[] values = new double[1000];
        long[] times = new long[1000];
        for (int t = 0; t < values.length; t++) {
            values[t] = code.applyAsDouble(t);
            times[t] = t;
        }
        Series series = new Series("s", values, times, new int[] {1});
        return new History(List.of(series), false, 1000, 1, List.of());
    }

    @Test
    void codesOfTheTrainingPartThatComeTwice() {
        History history =
                history(t -> t == 5 ? 99 : t >= 900 ? 50 : t == 7 ? Double.NaN : 3 - t % 3);
        assertThat(Alphabet.of(history, SPLIT).symbols()).containsExactly(1.0, 2.0, 3.0);
        assertThat(Alphabet.of(history(t -> t % 2 == 0 ? -0.0 : 1), SPLIT).symbols())
                .containsExactly(0.0, 1.0);
    }

    @Test
    void numbersAndConstantsAreRefused() {
        assertThatThrownBy(() -> Alphabet.of(history(t -> t), SPLIT))
                .hasMessageContaining(
                        "train.task = next-event: of 700 events only 0 have a value that occurs again")
                .hasMessageContaining("for numbers leave train.task out");
        assertThatThrownBy(() -> Alphabet.of(history(t -> 1), SPLIT))
                .hasMessageContaining("1 different values");
    }
}
