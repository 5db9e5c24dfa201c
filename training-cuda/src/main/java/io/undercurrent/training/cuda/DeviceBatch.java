package io.undercurrent.training.cuda;

import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.Batch;
import java.util.Locale;

/** A batch on the GPU, with a copy of its targets here to count the known ones. */
final class DeviceBatch extends Batch {
    private final TokenRound round;
    private final Place place;
    private boolean done;

    /**
     * Where the arrays are.
     *
     * @param shape of the tokens
     * @param inputs address of the first token's inputs, with the shape's stride
     * @param bases address of the first token's bases
     * @param targets address of the first token's targets
     * @param units address of the first token's units
     */
    record Place(CausalShape shape, long inputs, long bases, long targets, long units) {}

    DeviceBatch(
            TokenRound round,
            Place place,
            int sequences,
            int length,
            float[] targets,
            boolean fresh) {
        super(sequences, length, null, null, targets, null, fresh);
        this.round = round;
        this.place = place;
    }

    Place place() {
        return place;
    }

    private int tokens() {
        return sequences() * length();
    }

    @Override
    public float[] inputs() {
        return round.read(place.inputs(), tokens(), place.shape().stride(), place.shape().width());
    }

    @Override
    public float[] bases() {
        int width = place.shape().horizons() * place.shape().bases();
        return round.read(place.bases(), tokens(), width, width);
    }

    @Override
    public float[] units() {
        int width = place.shape().horizons();
        return round.read(place.units(), tokens(), width, width);
    }

    @Override
    public void check(NetworkConfig config) {
        CausalShape shape = place.shape();
        if (!shape.options().horizons().equals(config.horizons())
                || shape.width() != config.tokenWidth()
                || shape.bases() != config.bases()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the batch has tokens of %d inputs and %d bases for the horizons %s, the network needs %d, %d and %s",
                            shape.width(),
                            shape.bases(),
                            shape.options().horizons(),
                            config.tokenWidth(),
                            config.bases(),
                            config.horizons()));
        }
    }

    @Override
    public void done() {
        if (!done) {
            done = true;
            round.done();
        }
    }
}
