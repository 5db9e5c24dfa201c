/** {@code undercurrent evaluate}: how good forecasts are on a user's own file. */
package io.undercurrent.cli.evaluate;
