package io.undercurrent.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that holds for a seeded backbone holds for the trained network that ships, and more. */
class UniversalScorerTest extends ScorerTest {
    private static final double HOUR_MICROS = 3_600e6;

    @TempDir Path folder;

    UniversalScorerTest() throws IOException {}

    @Override
    String uri() {
        return Models.UNIVERSAL;
    }

    @Test
    void writtenAndReadItIsTheSameModel() throws IOException {
        SequenceModel shipped = Models.load(Models.UNIVERSAL);
        Models.save(shipped, folder);
        assertThat(Models.load(folder.toString()).sha256()).isEqualTo(shipped.sha256());
        assertThat(shipped.id()).startsWith("universal@");
    }

    /** What is declared is known at once; five seasons of a ragged one are too few to find it. */
    @Test
    void aDeclaredSeasonIsForecastFromItsSecondTimeOn() throws IOException {
        double found = seasonalError(List.of());
        double declared = seasonalError(List.of(48));
        assertThat(declared).isLessThan(0.1).isLessThan(found);
    }

    /** Mean error of 48 medians after five seasons of 48, over the season's mean size. */
    private static double seasonalError(List<Integer> seasons) throws IOException {
        ScorerOptions options =
                ScorerOptions.builder(1)
                        .horizon(48)
                        .alarmRate(0.01)
                        .warmup(50)
                        .seasons(seasons)
                        .build();
        Scorer scorer = new Scorer(Models.load(Models.UNIVERSAL), options, 1);
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        int events = 5 * 48;
        for (int t = 0; t < events; t++) {
            scorer.score(slab, (long) (t * HOUR_MICROS), new double[] {season(t)}, out);
        }
        ForecastOutput forecast = new ForecastOutput(options);
        assertThat(scorer.forecast(slab, forecast)).isTrue();
        double error = 0;
        double size = 0;
        for (int h = 0; h < 48; h++) {
            error += Math.abs(season(events + h) - forecast.median[0][h]);
            size += Math.abs(season(events + h));
        }
        return error / size;
    }

    private static double season(int t) {
        int at = t % 48;
        return at < 10 ? 5 : at < 13 ? -20 : at == 30 ? 40 : 0.5 * at;
    }

    @Test
    void levelsThatWereNotTrainedLieBetweenTheirNeighbours() throws IOException {
        List<Double> levels = List.of(0.01, 0.1, 0.15, 0.2, 0.5, 0.99);
        ScorerOptions options =
                ScorerOptions.builder(1)
                        .horizon(7)
                        .quantiles(levels)
                        .alarmRate(0.01)
                        .warmup(50)
                        .build();
        Scorer scorer = new Scorer(Models.load(Models.UNIVERSAL), options, 1);
        Slab slab = scorer.newSlab();
        ScoreOutput out = new ScoreOutput(1);
        for (int t = 0; t < 300; t++) {
            double value = Math.sin(t / 3.0) + (t * 7919 % 13) / 13.0;
            scorer.score(slab, (long) (t * HOUR_MICROS), new double[] {value}, out);
        }
        ForecastOutput forecast = new ForecastOutput(options);
        assertThat(scorer.forecast(slab, forecast)).isTrue();
        for (int h = 0; h < 7; h++) {
            double[] q = new double[levels.size()];
            System.arraycopy(forecast.quantiles[0], h * q.length, q, 0, q.length);
            assertThat(q).isSorted();
            assertThat(q[2]).isBetween(q[1], q[3]);
            assertThat(q[4]).isEqualTo(forecast.median[0][h]);
        }
    }
}
