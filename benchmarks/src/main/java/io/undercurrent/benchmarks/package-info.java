/** Comparisons that are printed, not asserted: what a thing costs beside what it could cost. */
package io.undercurrent.benchmarks;
