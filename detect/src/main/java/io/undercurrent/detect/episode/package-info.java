/**
 * Which alarms of one key belong together: the rules of an episode's start, peak, severity and end.
 *
 * <p>Time is event time throughout, so a replay decides the same. The rules keep no state of their
 * own; a key's is one small {@link io.undercurrent.detect.episode.EpisodeState}, which whoever
 * calls them stores. Episodes of keys roll up into those of a group the same way, in {@link
 * io.undercurrent.detect.episode.GroupTracker}. An event that neither alarms nor ends anything
 * changes no state and costs one comparison, so that a stream without alarms writes nothing.
 */
package io.undercurrent.detect.episode;
