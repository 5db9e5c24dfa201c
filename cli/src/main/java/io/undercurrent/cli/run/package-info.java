/** {@code undercurrent run}: runs a stream's job in this process, resuming from its last state. */
package io.undercurrent.cli.run;
