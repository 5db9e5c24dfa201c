/** Memories on their way out of and into the changelog of an application. */
package io.undercurrent.streams.state;
