/**
 * {@code undercurrent bootstrap}: builds every key state from the topic's history before the first
 * run.
 */
package io.undercurrent.cli.bootstrap;
