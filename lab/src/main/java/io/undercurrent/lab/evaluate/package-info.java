/**
 * Judges models on public sets and on generated tasks: the long-horizon protocol, the project's
 * goals, and the commands {@code evaluate forecast} and {@code evaluate state}.
 */
package io.undercurrent.lab.evaluate;
