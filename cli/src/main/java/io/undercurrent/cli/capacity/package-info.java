/** {@code undercurrent capacity}: the resources that a number of keys needs. */
package io.undercurrent.cli.capacity;
