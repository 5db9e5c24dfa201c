package io.undercurrent.training.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.network.NetworkDefaults;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing crosses the cut, whatever the length. */
class HistoryRoundsTest {
    private static final InputOptions TOKENS = NetworkDefaults.TOKENS;

    @ParameterizedTest
    @ValueSource(ints = {200, 350, 1000, 6000})
    void trainingNeverSeesWhatComesAfterItsPart(int n) {
        int trainEnd = Rows.SPLIT.trainEnd(n);
        History one = single(n, Rows.wave(1));
        History other = single(n, t -> t < trainEnd ? Rows.wave(1).applyAsDouble(t) : 1e6);
        for (long round = 0; round < 3; round++) {
            List<Batch> a = rounds(one).rounds().round(round);
            List<Batch> b = rounds(other).rounds().round(round);
            for (int p = 0; p < a.size(); p++) {
                assertThat(Arrays.equals(a.get(p).targets(), b.get(p).targets())).isTrue();
                assertThat(Arrays.equals(a.get(p).inputs(), b.get(p).inputs())).isTrue();
            }
            assertThat(known(a)).as("targets of %d events", n).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 350, 1000, 6000})
    void validationNeverSeesTheTestPartAndIsNotMadeOfTheTrainingPart(int n) {
        int testStart = Rows.SPLIT.testStart(n);
        int trainEnd = Rows.SPLIT.trainEnd(n);
        List<Batch> a = rounds(single(n, Rows.wave(1))).validation();
        List<Batch> b =
                rounds(single(n, t -> t < testStart ? Rows.wave(1).applyAsDouble(t) : 1e6))
                        .validation();
        for (int p = 0; p < a.size(); p++) {
            assertThat(Arrays.equals(a.get(p).targets(), b.get(p).targets())).isTrue();
        }
        assertThat(known(a)).isPositive();
        // With the validation part missing but for a few values, only those are left as targets.
        List<Batch> gaps =
                rounds(
                                single(
                                        n,
                                        t ->
                                                t >= trainEnd && t < testStart - 10
                                                        ? Double.NaN
                                                        : Rows.wave(1).applyAsDouble(t)))
                        .validation();
        assertThat(known(gaps)).isLessThan(known(a)).isPositive();
    }

    @Test
    void drawsDependOnSeedAndNumberAlone() {
        History history = Rows.waves(3, 900);
        float[] first = rounds(history).rounds().round(5).get(0).inputs();
        HistoryRounds again = rounds(history);
        assertThat(Arrays.equals(again.rounds().round(4).get(0).inputs(), first)).isFalse();
        assertThat(Arrays.equals(again.rounds().round(5).get(0).inputs(), first)).isTrue();
        HistoryRounds seeded = new HistoryRounds(history, Rows.SPLIT, TOKENS, 8);
        assertThat(Arrays.equals(seeded.rounds().round(5).get(0).inputs(), first)).isFalse();
    }

    @Test
    void tokensAndLooksFollowTheHistory() {
        assertThat(rounds(Rows.waves(1, 1000)).usualTokens()).isEqualTo(100_000);
        assertThat(rounds(Rows.waves(2, 6000)).usualTokens()).isEqualTo(504_000);
        assertThat(rounds(Rows.waves(2, 60_000)).usualTokens()).isEqualTo(4_000_000);
        var plan = rounds(Rows.waves(2, 6000)).plan(1_000_000, 1e-3, 7);
        assertThat(plan.rounds() * 16 * 6 * 128).isBetween(1_000_000L, 1_012_288L);
        assertThat(plan.rounds() / plan.validateEvery()).isBetween(39L, 60L);
        assertThat(plan.rate().of(plan.rate().steps())).isEqualTo(1e-5);
    }

    @Test
    void theTestPartIsJudgedFarAheadWhereThereIsRoom() {
        Plan far = new HeldBack(Rows.waves(2, 400), Rows.SPLIT).plan();
        assertThat(far.horizons()).containsExactly(1, 24);
        assertThat((int) (far.split() * 400)).isEqualTo(Rows.SPLIT.testStart(400));
        assertThat(new HeldBack(Rows.waves(2, 220), Rows.SPLIT).plan().horizons())
                .containsExactly(1);
    }

    private static HistoryRounds rounds(History history) {
        return new HistoryRounds(history, Rows.SPLIT, TOKENS, 7);
    }

    private static History single(int n, IntToDoubleFunction value) {
        HistoryBuilder builder = new HistoryBuilder();
        Rows.add(builder, "a", n, value);
        return builder.build(Rows.SPLIT, List.of(), 0);
    }

    private static long known(List<Batch> batches) {
        long known = 0;
        for (Batch batch : batches) {
            for (float target : batch.targets()) {
                known += Float.isNaN(target) ? 0 : 1;
            }
        }
        return known;
    }
}
