/** {@code undercurrent state}: what a checkpoint or savepoint holds, and moving it. */
package io.undercurrent.cli.state;
