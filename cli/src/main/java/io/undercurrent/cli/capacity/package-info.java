/** {@code undercurrent capacity}: what a number of keys will take. */
package io.undercurrent.cli.capacity;
