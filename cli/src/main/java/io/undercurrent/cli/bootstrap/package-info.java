/** {@code undercurrent bootstrap}: every key's memory from the topic's history, before a run. */
package io.undercurrent.cli.bootstrap;
