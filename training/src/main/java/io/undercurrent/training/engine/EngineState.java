package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;

/**
 * The state from which a training resumes.
 *
 * @param steps optimiser steps so far
 * @param parameters the weights
 * @param firstMoment AdamW's running mean of gradients
 * @param secondMoment AdamW's running mean of their squares
 */
public record EngineState(
        long steps,
        Parameters<float[]> parameters,
        Parameters<float[]> firstMoment,
        Parameters<float[]> secondMoment) {}
