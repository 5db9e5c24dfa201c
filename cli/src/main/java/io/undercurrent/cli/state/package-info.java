/** {@code undercurrent state}: lists, prints, exports and imports key states. */
package io.undercurrent.cli.state;
