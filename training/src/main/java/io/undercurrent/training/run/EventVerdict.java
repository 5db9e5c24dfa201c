package io.undercurrent.training.run;

import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.training.events.NextEventScore;
import io.undercurrent.training.events.NextEvents;
import io.undercurrent.training.history.HeldBack;
import io.undercurrent.training.history.History;
import io.undercurrent.training.history.Split;
import io.undercurrent.training.report.EventTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Evaluates a model of discrete events on the test part. */
final class EventVerdict {
    private static final int[] ORDERS = {0, 1, 2, 4, 8};

    /** Limits the memory that the contexts of n-grams take. */
    private static final long MAX_EVENTS = 200_000;

    private EventVerdict() {}

    static HeldBackReport of(
            History history, Split split, EventOptions tokens, SequenceModel trained, Path out) {
        NextEvents test =
                new NextEvents(
                        new HeldBack(history, split).judged(MAX_EVENTS),
                        series -> split.testStart(series.length()));
        NextEventScore model = test.of("trained", trained);
        List<NextEventScore> counts = new ArrayList<>();
        for (int order : ORDERS) {
            counts.add(test.ngram(order, tokens));
        }
        NextEventScore best =
                counts.stream()
                        .min(Comparator.comparingDouble(NextEventScore::crossEntropy))
                        .orElseThrow();
        List<NextEventScore> all = new ArrayList<>(List.of(model));
        all.addAll(counts);
        String table =
                String.format(
                        Locale.ROOT,
                        "next event on the test part, %d events, %d codes; the n-grams keep learning there%n%n%s",
                        model.events(),
                        tokens.symbols().size(),
                        EventTable.of(all).markdown());
        boolean better = model.crossEntropy() < best.crossEntropy();
        String verdict =
                better
                        ? String.format(
                                Locale.ROOT,
                                "the trained model foresees the next event better than counting what followed (%.4f against %.4f nats of %s): use model: %s",
                                model.crossEntropy(),
                                best.crossEntropy(),
                                best.method(),
                                out)
                        : String.format(
                                Locale.ROOT,
                                "the trained model foresees the next event no better than counting what followed (%.4f against %.4f nats of %s): give it a longer history or more train.tokens before you rely on it",
                                model.crossEntropy(),
                                best.crossEntropy(),
                                best.method());
        return new HeldBackReport(table, verdict);
    }
}
