/** The runtime {@code kafka-streams}, which the command line finds through the service loader. */
package io.undercurrent.streams.runtime;
