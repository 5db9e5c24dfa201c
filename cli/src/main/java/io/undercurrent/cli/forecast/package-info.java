/** Forecasts of one key from a key state that was saved. */
package io.undercurrent.cli.forecast;
