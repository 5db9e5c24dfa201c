/**
 * Whole processes killed, stopped, starved and cut off, and the committed output compared byte by
 * byte with that of a run that nobody disturbed.
 */
package io.undercurrent.job.faults;
