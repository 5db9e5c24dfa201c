/**
 * Forecasters that see a series event by event: the real scorer, and the baselines it is judged
 * against.
 */
package io.undercurrent.training.forecast;
