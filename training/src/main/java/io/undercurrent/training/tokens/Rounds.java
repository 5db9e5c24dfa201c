package io.undercurrent.training.tokens;

import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training data in rounds: each round takes new series in parallel and cuts them into consecutive
 * pieces, so that the state is carried over from piece to piece and is reset with each round. A
 * round depends only on its number, so an interrupted training resumes with the next round as if it
 * had not been interrupted.
 */
public final class Rounds {
    /** The source of series. */
    public interface Source {
        /**
         * Gives a series of at least the requested length.
         *
         * @param index counts up through all rounds
         */
        Series series(long index, int length);
    }

    private final Source source;
    private final TokenOptions options;
    private final int sequences;
    private final int pieces;
    private final int length;
    private final int skipped;

    /**
     * Creates rounds of a given shape.
     *
     * @param sequences number of parallel series
     * @param pieces batches of a round
     * @param length tokens of a piece
     * @param skipped first events of each series that only fill the ring
     */
    public Rounds(
            Source source,
            TokenOptions options,
            int sequences,
            int pieces,
            int length,
            int skipped) {
        this.source = source;
        this.options = options;
        this.sequences = sequences;
        this.pieces = pieces;
        this.length = length;
        this.skipped = skipped;
    }

    /** The batches of one round; the first one is fresh. */
    public List<Batch> round(long number) {
        int longest = options.horizons().get(options.horizons().size() - 1);
        int total = skipped + pieces * length + longest;
        List<SeriesTokens> tokens =
                IntStream.range(0, sequences)
                        .parallel()
                        .mapToObj(s -> source.series(number * sequences + s, total))
                        .map(series -> new SeriesTokens(series, options))
                        .toList();
        List<Batch> batches = new ArrayList<>();
        for (int p = 0; p < pieces; p++) {
            int from = skipped + p * length;
            batches.add(
                    new Batch(
                            sequences,
                            length,
                            cut(tokens.stream().map(x -> x.inputs).toList(), tokens, from),
                            cut(tokens.stream().map(x -> x.bases).toList(), tokens, from),
                            cut(tokens.stream().map(x -> x.targets).toList(), tokens, from),
                            cut(tokens.stream().map(x -> x.units).toList(), tokens, from),
                            p == 0));
        }
        return batches;
    }

    private float[] cut(List<float[]> all, List<SeriesTokens> tokens, int from) {
        int width = all.get(0).length / tokens.get(0).length();
        float[] out = new float[sequences * length * width];
        for (int s = 0; s < sequences; s++) {
            System.arraycopy(all.get(s), from * width, out, s * length * width, length * width);
        }
        return out;
    }
}
