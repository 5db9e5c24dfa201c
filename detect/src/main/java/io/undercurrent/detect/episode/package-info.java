/**
 * Merges the surprising events of one key into episodes: the rules for an episode's start, peak,
 * severity and end.
 *
 * <p>All times are event times, so a replay makes the same decisions. {@link
 * io.undercurrent.detect.episode.KeyEpisode} keeps its state within the state of the key. {@link
 * io.undercurrent.detect.episode.GroupTracker} merges episodes of keys into episodes of a group; a
 * group has a small state of its own.
 */
package io.undercurrent.detect.episode;
