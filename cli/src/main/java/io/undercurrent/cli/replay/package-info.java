/** {@code undercurrent replay}: sends a CSV file to a topic. */
package io.undercurrent.cli.replay;
