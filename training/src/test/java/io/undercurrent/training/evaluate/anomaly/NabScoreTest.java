package io.undercurrent.training.evaluate.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.training.data.Labels;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** NAB's score by hand, and the sweep beside one threshold after the other. */
class NabScoreTest {
    /** 20 rows, of which the first 3 are not scored; one window of 4 rows. */
    private static final Labels WINDOW = Labels.ofRanges(20, List.of(new int[] {8, 11}));

    private static double worth(double position) {
        return 2 / (1 + Math.exp(5 * position)) - 1;
    }

    @Test
    void onlyTheBestRowOfAWindowCounts() {
        double[] scores = new double[20];
        scores[9] = 1; // p = -(11 - 9 + 1) / 4
        scores[10] = 1;
        NabFile file = new NabFile(WINDOW, scores);
        assertThat(file.raw(NabProfile.STANDARD, 1))
                .isCloseTo(worth(-0.75) / worth(-1), within(1e-15));
        assertThat(NabScore.at(List.of(file), NabProfile.STANDARD, 1).score())
                .isCloseTo(100 * (worth(-0.75) / worth(-1) + 1) / 2, within(1e-12));
    }

    @Test
    void everyRowOutsideCostsAndSoonAfterAWindowLess() {
        double[] scores = new double[20];
        scores[0] = 1; // not scored yet
        scores[5] = 1; // before any window: -1
        scores[12] = 1; // p = 1 / 3
        scores[14] = 1; // p = 3 / 3
        scores[8] = 1; // the first row of the window: 1
        NabFile file = new NabFile(WINDOW, scores);
        double outside = -1 + worth(1 / 3.0) + worth(1);
        assertThat(file.raw(NabProfile.STANDARD, 1)).isCloseTo(1 + 0.11 * outside, within(1e-15));
        assertThat(file.raw(NabProfile.LOW_FALSE_POSITIVES, 1))
                .isCloseTo(1 + 0.22 * outside, within(1e-15));
    }

    @Test
    void farAfterAWindowARowCostsAllAndAMissCostsItsWeight() {
        double[] scores = new double[30];
        scores[25] = 1; // p = 14 / 3, beyond 3
        Labels window = Labels.ofRanges(30, List.of(new int[] {8, 11}));
        NabFile file = new NabFile(window, scores);
        assertThat(file.raw(NabProfile.STANDARD, 1)).isEqualTo(-1 - 0.11);
        assertThat(file.raw(NabProfile.LOW_FALSE_NEGATIVES, 1)).isEqualTo(-2 - 0.11);
        assertThat(NabScore.best(List.of(file), NabProfile.STANDARD).score()).isZero();
        assertThat(NabScore.best(List.of(file), NabProfile.STANDARD).threshold())
                .isEqualTo(NabScore.NOTHING);
    }

    @Test
    void theFirstRowsAreNotScored() {
        assertThat(NabFile.probation(20)).isEqualTo(3);
        assertThat(NabFile.probation(4032)).isEqualTo(604);
        assertThat(NabFile.probation(22_695)).isEqualTo(750);
    }

    @Test
    void theSweepFindsWhatTryingEveryThresholdFinds() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (NabProfile profile : NabProfile.values()) {
            List<NabFile> files =
                    List.of(
                            file(random, 200, new int[] {40, 60}, new int[] {61, 80}),
                            file(random, 90),
                            file(random, 150, new int[] {10, 30}, new int[] {100, 101}));
            double best = NabScore.at(files, profile, NabScore.NOTHING).raw();
            for (int i = 0; i <= 40; i++) {
                best = Math.max(best, NabScore.at(files, profile, i / 40.0).raw());
            }
            assertThat(NabScore.best(files, profile).raw())
                    .as("seed %d, %s", seed, profile)
                    .isEqualTo(best);
        }
    }

    /** Scores are fortieths, with ties; higher within windows. */
    private static NabFile file(SplittableRandom random, int rows, int[]... windows) {
        Labels labels = Labels.ofRanges(rows, List.of(windows));
        boolean[] inside = labels.points();
        double[] scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            double score = Math.pow(random.nextDouble(), inside[i] ? 2 : 8);
            scores[i] = Math.rint(40 * score) / 40;
        }
        return new NabFile(labels, scores);
    }
}
