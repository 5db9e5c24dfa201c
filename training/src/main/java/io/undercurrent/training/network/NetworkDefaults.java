package io.undercurrent.training.network;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import java.util.List;

/** The sizes of a network that is trained from random weights; also those of the bundled model. */
public final class NetworkDefaults {
    /** The contents of the bundled model's tokens. */
    public static final InputOptions TOKENS =
            new InputOptions(List.of(1, 2, 3, 4, 6, 8, 12, 16, 24, 36, 48, 72, 96), 2, 768);

    /** Gives an MLP about as many weights as the Mamba-2 trunk. */
    private static final int MLP_HIDDEN = 224;

    private NetworkDefaults() {}

    /**
     * d_model 64, d_inner 64, headdim 16, d_state 16, 2 layers; or an MLP with as many weights.
     *
     * @param tokens the contents of the network's tokens
     * @param levels quantile levels of numbers, rising, 0.5 among them; ignored for discrete events
     */
    public static NetworkConfig config(TokenOptions tokens, Trunk trunk, List<Double> levels) {
        Mamba2Config mixer =
                Mamba2Config.builder(64).expand(1).headdim(16).dState(16).chunkSize(64).build();
        return NetworkConfig.of(tokens, trunk, new BackboneConfig(2, mixer), MLP_HIDDEN, levels);
    }
}
