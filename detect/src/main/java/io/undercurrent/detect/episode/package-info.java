/**
 * Merges alarms of one key into episodes: the rules for an episode's start, peak, severity and end.
 *
 * <p>All times are event times, so a replay makes the same decisions. The rules keep no state; the
 * caller stores one small {@link io.undercurrent.detect.episode.EpisodeState} for each key. In the
 * same way, {@link io.undercurrent.detect.episode.GroupTracker} merges episodes of keys into
 * episodes of a group. An event that is no alarm and ends nothing changes no state and costs one
 * comparison, so a stream without alarms writes nothing.
 */
package io.undercurrent.detect.episode;
