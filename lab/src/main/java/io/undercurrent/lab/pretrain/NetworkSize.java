package io.undercurrent.lab.pretrain;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import io.undercurrent.training.network.NetworkDefaults;
import java.util.List;

/** How large a network is trained. */
public enum NetworkSize {
    /** That of the bundled model: 60,000 weights. */
    SMALL,

    /** Four times as many: d_model 128, d_inner 128, headdim 16, d_state 24, 3 layers. */
    MEDIUM;

    private static final int MEDIUM_MLP_HIDDEN = 448;

    NetworkConfig config(TokenOptions tokens, Trunk trunk, List<Double> levels) {
        if (this == SMALL) {
            return NetworkDefaults.config(tokens, trunk, levels);
        }
        Mamba2Config mixer =
                Mamba2Config.builder(128).expand(1).headdim(16).dState(24).chunkSize(64).build();
        return NetworkConfig.of(
                tokens, trunk, new BackboneConfig(3, mixer), MEDIUM_MLP_HIDDEN, levels);
    }
}
