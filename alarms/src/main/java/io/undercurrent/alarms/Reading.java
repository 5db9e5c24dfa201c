package io.undercurrent.alarms;

import io.undercurrent.detect.episode.Alarm;
import io.undercurrent.detect.episode.SourcePosition;

/**
 * What a score or an anomaly says for episodes.
 *
 * @param key the event's key
 * @param timeMicros the event's time, microseconds since 1970-01-01T00:00:00Z
 * @param position the source record; null where the id does not tell
 * @param alarm the alarm; null where there is none, or none that counts
 */
record Reading(String key, long timeMicros, SourcePosition position, Alarm alarm) {}
