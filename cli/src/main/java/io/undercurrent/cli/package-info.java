/** The command line: {@code undercurrent run | score | replay | train}. */
package io.undercurrent.cli;
