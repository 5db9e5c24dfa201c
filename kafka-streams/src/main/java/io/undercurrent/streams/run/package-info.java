/** The application around the topology: checks before the start, running and stopping. */
package io.undercurrent.streams.run;
