package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Mamba2Config;
import java.util.List;

/**
 * One layer's memory of several sequences, or its gradient. Copied on the way in and out of a pass:
 * going on from a state never changes it.
 *
 * @param convTails [K-1][X] for each sequence: the newest raw inputs, oldest first
 * @param ssmStates [N][S] for each sequence
 */
public record LayerStates<V>(List<V[]> convTails, List<V[]> ssmStates) {

    /** The states of sequences that have seen nothing. */
    public static <V> LayerStates<V> zeros(Reals<V> r, Mamba2Config config, int sequences) {
        return new LayerStates<>(
                States.zeros(r, sequences, config.dConv() - 1, config.convDim()),
                States.zeros(r, sequences, config.dState(), config.dSsm()));
    }
}
