package io.undercurrent.mamba2;

import java.util.Objects;

/**
 * A stack of residual Mamba-2 blocks. Each key of a stream costs {@link Backbone#stateFloats}
 * floats of memory, and each event one step of all layers; from one preset to the next the cost
 * grows by about a factor of 8.
 *
 * @param nLayer number of blocks
 * @param mixer the mixer's shape and options, the same in every block
 */
public record BackboneConfig(int nLayer, Mamba2Config mixer) {

    private static final int MAX_LAYERS = 1024;

    /** Checks the number of layers and that the state of all layers fits one array. */
    public BackboneConfig {
        Objects.requireNonNull(mixer, "mixer");
        if (nLayer < 1 || nLayer > MAX_LAYERS) {
            throw new IllegalArgumentException(
                    "n_layer=" + nLayer + " is not allowed; it must be from 1 to " + MAX_LAYERS);
        }
        long floats = (long) nLayer * ((long) mixer.convFloats() + mixer.ssmFloats());
        if (floats > 1 << 28) {
            throw new IllegalArgumentException(
                    "n_layer="
                            + nLayer
                            + " makes a state of "
                            + floats
                            + " floats a key; at most "
                            + (1 << 28)
                            + " are allowed: lower n_layer, d_state or d_ssm");
        }
    }

    /** d_model 32, d_inner 64, headdim 16, d_state 16, 2 layers. */
    public static BackboneConfig tiny() {
        return preset(32, 16, 16, 2);
    }

    /** d_model 64, d_inner 128, headdim 32, d_state 32, 2 layers. */
    public static BackboneConfig small() {
        return preset(64, 32, 32, 2);
    }

    /** d_model 128, d_inner 256, headdim 64, d_state 64, 4 layers. */
    public static BackboneConfig base() {
        return preset(128, 64, 64, 4);
    }

    /** d_model 256, d_inner 512, headdim 64, d_state 128, 8 layers. */
    public static BackboneConfig large() {
        return preset(256, 64, 128, 8);
    }

    private static BackboneConfig preset(int dModel, int headdim, int dState, int nLayer) {
        return new BackboneConfig(
                nLayer, Mamba2Config.builder(dModel).headdim(headdim).dState(dState).build());
    }
}
