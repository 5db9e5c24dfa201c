package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.BackboneStep;
import io.undercurrent.mamba2.Prefill;
import java.util.Arrays;

/**
 * A trunk of Mamba-2 blocks.
 *
 * @param backbone sizes and weights
 */
public record RecurrentTrunk(Backbone backbone) implements ModelTrunk {
    @Override
    public String sha256() {
        return backbone.sha256();
    }

    @Override
    public int convFloats() {
        return backbone.convFloats();
    }

    @Override
    public int ssmFloats() {
        return backbone.ssmFloats();
    }

    @Override
    public void initState(float[] state, int offset) {
        backbone.initState(state, offset);
    }

    @Override
    public BackboneStep newStep(int maxBatch) {
        return backbone.newStep(maxBatch);
    }

    @Override
    public Chunks newChunks() {
        Prefill prefill = backbone.newPrefill();
        return (n, in, state, at, out) ->
                prefill.run(Arrays.copyOf(in, n), null, state, at, Arrays.copyOf(out, n));
    }
}
