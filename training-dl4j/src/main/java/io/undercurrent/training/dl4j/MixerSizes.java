package io.undercurrent.training.dl4j;

import io.undercurrent.mamba2.Mamba2Config;

/**
 * The sizes that determine the shapes of a layer's graph.
 *
 * @param config of the mixer
 * @param sequences S
 * @param length T, tokens per sequence
 * @param chunk Q, tokens of a chunk of the scan; changes only rounding and speed
 */
record MixerSizes(Mamba2Config config, int sequences, int length, int chunk) {

    /** S T, the number of tokens. */
    int tokens() {
        return sequences * length;
    }

    /**
     * Refuses options that the graph does not support.
     *
     * @throws IllegalArgumentException naming the option, as the reference does
     */
    static void check(Mamba2Config c) {
        check(c.dMlp() == 0, "d_ssm=" + c.dSsm() + " below d_inner=" + c.dInner());
        check(!c.dHasHdim(), "D_has_hdim=true");
        check(c.rmsnorm(), "rmsnorm=false");
        check(!c.normBeforeGate(), "norm_before_gate=true");
        check(!c.learnableInitStates(), "learnable_init_states=true");
        check(
                c.dtLimitMin() == 0 && Double.isInfinite(c.dtLimitMax()),
                "dt_limit=[" + c.dtLimitMin() + ", " + c.dtLimitMax() + "]");
    }

    private static void check(boolean supported, String option) {
        if (!supported) {
            throw new IllegalArgumentException(
                    "engine dl4j does not do " + option + "; engine java does");
        }
    }
}
