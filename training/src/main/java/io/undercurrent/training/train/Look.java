package io.undercurrent.training.train;

/**
 * One point of the loss curves.
 *
 * @param round rounds trained so far
 * @param steps optimiser steps so far
 * @param trained mean training loss since the look before
 * @param validation loss on the validation data
 */
public record Look(long round, long steps, double trained, double validation) {}
