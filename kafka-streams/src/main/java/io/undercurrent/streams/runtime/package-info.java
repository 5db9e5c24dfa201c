/** The runtime {@code kafka-streams} as the command line finds it. */
package io.undercurrent.streams.runtime;
