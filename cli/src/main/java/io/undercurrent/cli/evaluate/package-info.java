/** {@code undercurrent evaluate}: how good forecasts are, on public sets or a user's own file. */
package io.undercurrent.cli.evaluate;
