package io.undercurrent.training.events;

import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.inputs.EventInputs;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.training.data.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Evaluates forecasts of the next event on the end of each series: every method reads the series
 * from its beginning, event by event, and never ahead.
 *
 * @param series one per key
 * @param from gives the first judged event of a series
 */
public record NextEvents(List<Series> series, ToIntFunction<Series> from) {
    private static final ScorerOptions OPTIONS =
            ScorerOptions.builder(1).horizon(1).forecastEvery(Integer.MAX_VALUE).ring(0).build();

    /** Evaluates a trained model with the scorer, as the job would run it. */
    public NextEventScore of(String name, SequenceModel model) {
        Scorer scorer = new Scorer(model, OPTIONS, 1);
        ScoreOutput out = new ScoreOutput(1);
        NextEventScore.Sum sum = new NextEventScore.Sum();
        double[] value = new double[1];
        for (Series one : series) {
            Slab slab = scorer.newSlab();
            int first = from.applyAsInt(one);
            for (int t = 0; t < one.length(); t++) {
                value[0] = one.values()[t];
                scorer.score(slab, one.timesMicros()[t], value, out);
                if (out.status == ScoreOutput.Status.UNPREDICTED) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "model %s: its forecast of event %d is not finite, so it cannot be judged; use an earlier checkpoint of its training",
                                    model.id(),
                                    t + 1));
                }
                if (t >= first && !Double.isNaN(out.probability[0])) {
                    sum.add(out.probability[0], out.expected[0] == value[0]);
                }
            }
        }
        return sum.of(name);
    }

    /**
     * Evaluates counts of what followed the last few events, over all series together, in the same
     * alphabet.
     *
     * @param order events of the longest context
     */
    public NextEventScore ngram(int order, EventOptions tokens) {
        EventInputs alphabet = new EventInputs(tokens);
        Ngram counts = new Ngram(order, alphabet.symbols());
        NextEventScore.Sum sum = new NextEventScore.Sum();
        // First all events before the judged ones, then the judged events in their order.
        for (boolean judged : new boolean[] {false, true}) {
            for (Series one : series) {
                int first = from.applyAsInt(one);
                run(alphabet, counts, one, judged ? first : 0, judged ? one.length() : first, sum);
            }
            if (!judged) {
                sum = new NextEventScore.Sum();
            }
        }
        return sum.of(order == 0 ? "frequencies" : "last " + order + " (n-gram)");
    }

    private static void run(
            EventInputs alphabet,
            Ngram counts,
            Series one,
            int from,
            int to,
            NextEventScore.Sum sum) {
        List<Integer> past = new ArrayList<>();
        for (int t = 0; t < to; t++) {
            int symbol = alphabet.symbol(one.values()[t]);
            if (symbol < 0) {
                continue;
            }
            if (t >= from && t > 0) {
                double[] p = counts.chances(past);
                int best = 0;
                for (int w = 1; w < p.length; w++) {
                    best = p[w] > p[best] ? w : best;
                }
                sum.add(p[symbol], best == symbol);
                counts.learn(past, symbol);
            }
            past.add(symbol);
        }
    }
}
