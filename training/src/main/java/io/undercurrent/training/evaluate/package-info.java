/**
 * Rolling-origin evaluation: every method sees a series event by event and is scored on the
 * forecasts that it made before.
 */
package io.undercurrent.training.evaluate;
