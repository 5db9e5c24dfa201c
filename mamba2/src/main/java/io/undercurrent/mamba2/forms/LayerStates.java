package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Mamba2Config;
import java.util.List;

/**
 * One layer's states of several sequences, or their gradients. A pass copies them on entry and on
 * return, so continuing from a state never changes it.
 *
 * @param convTails [K-1][X] for each sequence: its newest raw inputs, oldest first
 * @param ssmStates [N][S] for each sequence
 */
public record LayerStates<V>(List<V[]> convTails, List<V[]> ssmStates) {

    /** All-zero states, for sequences that start without learned initial states. */
    public static <V> LayerStates<V> zeros(Reals<V> r, Mamba2Config config, int sequences) {
        return new LayerStates<>(
                States.zeros(r, sequences, config.dConv() - 1, config.convDim()),
                States.zeros(r, sequences, config.dState(), config.dSsm()));
    }
}
