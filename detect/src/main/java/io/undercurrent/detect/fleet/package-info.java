/**
 * One limit on the false episodes of all keys together: {@link
 * io.undercurrent.detect.fleet.FleetBudget} decides for one key, knowing nothing of the others but
 * how many there are ({@link io.undercurrent.detect.fleet.ActiveKeys}).
 */
package io.undercurrent.detect.fleet;
