package io.undercurrent.training.tokens;

import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.RoundCut;
import io.undercurrent.training.engine.TokenMaker;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    private final int longEvery;
    private final int longPieces;

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
        this(source, options, sequences, pieces, length, skipped, 1, pieces);
    }

    private Rounds(
            Source source,
            TokenOptions options,
            int sequences,
            int pieces,
            int length,
            int skipped,
            int longEvery,
            int longPieces) {
        this.source = source;
        this.options = options;
        this.sequences = sequences;
        this.pieces = pieces;
        this.length = length;
        this.skipped = skipped;
        this.longEvery = longEvery;
        this.longPieces = longPieces;
    }

    /**
     * The same rounds, but with another number of pieces in one round out of some, so that a
     * network sees both the start of series and states as full as a stream's after some time.
     *
     * @param every the last of this many rounds has the other number of pieces
     * @param otherPieces batches of such a round
     */
    public Rounds withLonger(int every, int otherPieces) {
        return new Rounds(source, options, sequences, pieces, length, skipped, every, otherPieces);
    }

    /** Number of batches of a round. */
    public int pieces(long number) {
        return number % longEvery == longEvery - 1 ? longPieces : pieces;
    }

    /** Whether a maker can make these rounds' tokens. */
    public boolean fit(TokenMaker maker) {
        return maker.makes(options);
    }

    private RoundCut cut(int ofPieces) {
        return new RoundCut(skipped, length, ofPieces);
    }

    /** The batches of one round, by this machine's cores; the first one is fresh. */
    public List<Batch> round(long number) {
        List<SeriesTokens> tokens =
                draw(number).map(series -> new SeriesTokens(series, options)).toList();
        return IntStream.range(0, pieces(number))
                .parallel()
                .mapToObj(p -> piece(tokens, p))
                .toList();
    }

    /** Number of rounds that a maker wants to make at once. */
    int ahead(TokenMaker maker) {
        return maker.ahead(sequences, options, cut(Math.max(pieces, longPieces)));
    }

    /** The series of one round. */
    List<Series> series(long number) {
        return draw(number).toList();
    }

    /** The same batches from the round's series, but of tokens that an engine makes. */
    List<Batch> batches(long number, List<Series> series, TokenMaker maker) {
        return maker.batches(series, options, cut(pieces(number)));
    }

    private Stream<Series> draw(long number) {
        int longest = options.horizons().get(options.horizons().size() - 1);
        int total = cut(pieces(number)).end() + longest;
        return IntStream.range(0, sequences)
                .parallel()
                .mapToObj(s -> source.series(number * sequences + s, total));
    }

    private Batch piece(List<SeriesTokens> tokens, int piece) {
        int from = skipped + piece * length;
        return new Batch(
                sequences,
                length,
                cut(tokens, x -> x.inputs, from),
                cut(tokens, x -> x.bases, from),
                cut(tokens, x -> x.targets, from),
                cut(tokens, x -> x.units, from),
                piece == 0);
    }

    private float[] cut(
            List<SeriesTokens> tokens, Function<SeriesTokens, float[]> array, int from) {
        int width = array.apply(tokens.get(0)).length / tokens.get(0).length();
        float[] out = new float[sequences * length * width];
        for (int s = 0; s < sequences; s++) {
            float[] all = array.apply(tokens.get(s));
            System.arraycopy(all, from * width, out, s * length * width, length * width);
        }
        return out;
    }
}
