package io.undercurrent.training.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.RoundCut;
import io.undercurrent.training.engine.TokenMaker;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsAheadTest {
    private static final InputOptions OPTIONS = new InputOptions(List.of(1, 3), 1, 40);

    @Test
    void theRoundsComeInOrderAndEveryThirdIsLonger() {
        Rounds rounds = new Rounds(RoundsAheadTest::series, OPTIONS, 2, 2, 8, 0).withLonger(3, 5);
        try (RoundsAhead ahead = new RoundsAhead(rounds, null, 1, 7, 2)) {
            for (int number = 1; number < 7; number++) {
                List<Batch> expected = rounds.round(number);
                List<Batch> found = ahead.next();
                assertThat(found).hasSize(number % 3 == 2 ? 5 : 2).hasSize(rounds.pieces(number));
                for (int piece = 0; piece < found.size(); piece++) {
                    Batch one = found.get(piece);
                    assertThat(one.fresh()).isEqualTo(piece == 0);
                    assertThat(one.inputs()).containsExactly(expected.get(piece).inputs());
                    assertThat(one.targets()).containsExactly(expected.get(piece).targets());
                }
            }
            assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    /** Memory is bounded: no more rounds are made than a few beyond those that were taken. */
    @Test
    void itMakesAFewRoundsAhead() {
        AtomicInteger asked = new AtomicInteger();
        Rounds.Source counting =
                (index, length) -> {
                    asked.incrementAndGet();
                    return series(index, length);
                };
        Rounds rounds = new Rounds(counting, OPTIONS, 2, 1, 8, 0);
        try (RoundsAhead ahead = new RoundsAhead(rounds, null, 0, 1_000, 2)) {
            ahead.next();
            ahead.next();
        }
        assertThat(asked.get()).isBetween(2 * 2, 2 * (2 + 3));
    }

    /** Makes tokens as this machine's cores do, and counts what is asked of it. */
    private static final class Counting implements TokenMaker {
        private final AtomicInteger made = new AtomicInteger();
        private final boolean makes;

        Counting(boolean makes) {
            this.makes = makes;
        }

        @Override
        public boolean makes(TokenOptions options) {
            return makes;
        }

        @Override
        public int ahead(int series, TokenOptions options, RoundCut longest) {
            assertThat(series).isEqualTo(2);
            assertThat(longest).isEqualTo(new RoundCut(0, 8, 5));
            return 4;
        }

        @Override
        public List<Batch> batches(List<Series> series, TokenOptions options, RoundCut cut) {
            made.incrementAndGet();
            if (series.get(0).name().equals("s10")) {
                throw new IllegalStateException("the device is lost");
            }
            return new Rounds((i, n) -> series.get((int) i), options, 2, cut.pieces(), 8, 0)
                    .round(0);
        }
    }

    @Test
    void aMakerMakesTheTokensOfAsManyRoundsAsItWants() {
        Rounds rounds = new Rounds(RoundsAheadTest::series, OPTIONS, 2, 2, 8, 0).withLonger(3, 5);
        Counting maker = new Counting(true);
        try (RoundsAhead ahead = new RoundsAhead(rounds, maker, 0, 6, 2)) {
            for (int number = 0; number < 5; number++) {
                List<Batch> found = ahead.next();
                List<Batch> expected = rounds.round(number);
                assertThat(found).hasSize(rounds.pieces(number));
                assertThat(found.get(0).inputs()).containsExactly(expected.get(0).inputs());
                assertThat(maker.made.get()).isBetween(number + 1, Math.min(6, number + 5));
            }
            assertThatThrownBy(ahead::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the device is lost");
        }
    }

    @Test
    void aMakerOfOtherTokensIsNotAsked() {
        Rounds rounds = new Rounds(RoundsAheadTest::series, OPTIONS, 2, 2, 8, 0);
        Counting maker = new Counting(false);
        try (RoundsAhead ahead = new RoundsAhead(rounds, maker, 0, 2, 2)) {
            assertThat(ahead.next().get(0).inputs())
                    .containsExactly(rounds.round(0).get(0).inputs());
        }
        assertThat(maker.made.get()).isZero();
    }

    @Test
    void whatMakingARoundThrewIsThrownWhereItIsTaken() {
        Rounds.Source broken =
                (index, length) -> {
                    if (index >= 4) {
                        throw new IllegalArgumentException("series " + index + " has no values");
                    }
                    return series(index, length);
                };
        Rounds rounds = new Rounds(broken, OPTIONS, 2, 1, 8, 0);
        try (RoundsAhead ahead = new RoundsAhead(rounds, null, 0, 10, 2)) {
            assertThat(ahead.next()).hasSize(1);
            assertThat(ahead.next()).hasSize(1);
            assertThatThrownBy(ahead::next)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has no values");
        }
    }

    private static Series series(long seed, int n) {
        Random random = new Random(seed);
        double[] values = random.doubles(n).toArray();
        long[] times = new long[n];
        for (int t = 0; t < n; t++) {
            times[t] = t * 60_000_000L;
        }
        return new Series("s" + seed, values, times, new int[] {6});
    }
}
