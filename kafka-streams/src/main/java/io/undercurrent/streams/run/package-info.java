/** The application around the topology: what must fit before it starts, how it runs and stops. */
package io.undercurrent.streams.run;
