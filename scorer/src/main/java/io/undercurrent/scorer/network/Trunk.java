package io.undercurrent.scorer.network;

/** What stands between inputs and head. */
public enum Trunk {
    /** Residual Mamba-2 blocks: a state that goes on from token to token. */
    MAMBA2,
    /** Two layers on each token's inputs alone: what the state is measured against. */
    MLP
}
