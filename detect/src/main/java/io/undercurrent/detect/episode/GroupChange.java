package io.undercurrent.detect.episode;

/**
 * A change of a group's episode that is reported.
 *
 * @param kind what happened; {@code CHANGED} if the severity rose or fell
 * @param revision counts the changes of this group from 1, over all its episodes
 * @param episode the episode after the change
 */
public record GroupChange(EpisodeChange.Kind kind, long revision, GroupEpisode episode) {}
