package io.undercurrent.scorer.network;

/** The part of a network between inputs and head. */
public enum Trunk {
    /** Residual Mamba-2 blocks, whose state carries over from token to token. */
    MAMBA2,
    /** Two layers on each token's inputs alone, to measure what the state contributes. */
    MLP
}
