package io.undercurrent.alarms;

import io.undercurrent.detect.episode.Alarm;
import io.undercurrent.detect.episode.SourcePosition;

/**
 * The part of a score or an anomaly that episodes are built from.
 *
 * @param key the event's key
 * @param timeMicros the event's time, microseconds since 1970-01-01T00:00:00Z
 * @param position the source record; null if the id does not name it
 * @param alarm the alarm; null if there is none or it does not count
 */
record Reading(String key, long timeMicros, SourcePosition position, Alarm alarm) {}
