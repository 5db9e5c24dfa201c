/** {@code undercurrent run}: the main job in this process, resuming from its folder. */
package io.undercurrent.cli.run;
