/**
 * Forecasters that see a series event by event: the real scorer, and the baselines that it is
 * compared with.
 */
package io.undercurrent.training.forecast;
