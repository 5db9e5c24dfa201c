package io.undercurrent.training.train;

/**
 * One point of the loss curves: a validation between two rounds.
 *
 * @param round rounds trained so far
 * @param steps optimiser steps so far
 * @param trained mean training loss since the previous point; NaN at the start
 * @param validation loss on the validation data
 */
public record ValidationPoint(long round, long steps, double trained, double validation) {}
