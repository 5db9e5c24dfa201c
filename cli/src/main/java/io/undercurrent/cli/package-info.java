/** The command line: {@code undercurrent demo | run | score | replay}. */
package io.undercurrent.cli;
