package io.undercurrent.detect.episode;

/**
 * Something to tell of a group's episode.
 *
 * @param kind what happened; {@code CHANGED} where the severity rose or fell
 * @param revision counts the changes of this group from 1, over all its episodes
 * @param episode the episode after it
 */
public record GroupChange(EpisodeChange.Kind kind, long revision, GroupEpisode episode) {}
