/**
 * Judges models on public sets and on generated streams: the long-horizon protocol, the project's
 * goals, and the subcommands of {@code evaluate} that a checkout has.
 */
package io.undercurrent.lab.evaluate;
