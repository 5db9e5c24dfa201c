/**
 * Rolling-origin evaluation: every method sees a series event by event and is scored on what it
 * said before.
 */
package io.undercurrent.training.evaluate;
