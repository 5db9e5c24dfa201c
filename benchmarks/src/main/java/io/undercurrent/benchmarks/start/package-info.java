/** How long the program takes to start, as a user sees it. */
package io.undercurrent.benchmarks.start;
