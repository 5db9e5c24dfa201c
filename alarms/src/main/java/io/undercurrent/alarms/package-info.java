/**
 * Alarms that belong together, as episodes: a topology that reads what either runtime writes to the
 * scores and anomalies topics. The rules themselves are those of {@code
 * io.undercurrent.detect.episode}; here is what stores, moves and encodes.
 */
package io.undercurrent.alarms;
