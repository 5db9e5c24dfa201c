package io.undercurrent.training.cuda;

import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.RoundCut;
import io.undercurrent.training.tokens.Rounds;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Compares tokens of the device with those of the streaming code. */
final class TokenTruth {
    private final List<Series> series;
    private final RoundCut cut;
    private double worst;
    private String where = "everywhere";

    private TokenTruth(List<Series> series, RoundCut cut) {
        this.series = series;
        this.cut = cut;
    }

    /**
     * The largest difference.
     *
     * @param difference relative to the number if that is above 1
     * @param where it is
     */
    record Worst(double difference, String where) {}

    /** Makes the tokens in both ways. */
    static Worst compare(
            CudaTokens tokens, List<Series> series, InputOptions options, RoundCut cut) {
        Rounds rounds =
                new Rounds(
                        (index, length) -> series.get((int) index),
                        options,
                        series.size(),
                        cut.pieces(),
                        cut.length(),
                        cut.skipped());
        List<Batch> expected = rounds.round(0);
        List<Batch> found = tokens.batches(series, options, cut);
        TokenTruth truth = new TokenTruth(series, cut);
        for (int p = 0; p < cut.pieces(); p++) {
            Batch one = found.get(p);
            Batch other = expected.get(p);
            truth.compare("fresh", p, b -> new float[] {b.fresh() ? 1 : 0}, one, other);
            truth.compare("inputs", p, Batch::inputs, one, other);
            truth.compare("bases", p, Batch::bases, one, other);
            truth.compare("units", p, Batch::units, one, other);
            truth.compare("targets", p, Batch::targets, one, other);
            one.done();
        }
        return new Worst(truth.worst, truth.where);
    }

    private void compare(
            String array, int piece, Function<Batch, float[]> numbers, Batch one, Batch other) {
        float[] found = numbers.apply(one);
        float[] expected = numbers.apply(other);
        if (found.length != expected.length) {
            worst = Double.POSITIVE_INFINITY;
            where =
                    String.format(
                            Locale.ROOT, "%d %s, not %d", found.length, array, expected.length);
            return;
        }
        int each = Math.max(1, expected.length / series.size());
        int width = Math.max(1, each / cut.length());
        for (int i = 0; i < expected.length; i++) {
            double difference = difference(found[i], expected[i]);
            if (difference > worst) {
                worst = difference;
                where =
                        String.format(
                                Locale.ROOT,
                                "%s of series %s, token %d, number %d: %s, not %s",
                                array,
                                series.get(i / each).name(),
                                cut.skipped() + piece * cut.length() + i % each / width,
                                i % width,
                                found[i],
                                expected[i]);
            }
        }
    }

    private static double difference(float found, float expected) {
        if (Float.compare(found, expected) == 0) {
            return 0;
        }
        double difference = Math.abs(found - expected) / Math.max(1, Math.abs(expected));
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }
}
