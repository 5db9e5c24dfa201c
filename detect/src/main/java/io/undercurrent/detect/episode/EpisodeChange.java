package io.undercurrent.detect.episode;

/**
 * Something to tell of an episode.
 *
 * @param kind what happened
 * @param revision counts the changes of this key from 1, over all its episodes
 * @param episode the episode after it
 * @param overAtOnce whether the episode lay so far back when its first alarm came that it started
 *     and ended with it; the key may have another one open
 */
public record EpisodeChange(Kind kind, long revision, Episode episode, boolean overAtOnce) {
    /** What happened. */
    public enum Kind {
        /** The first alarm. */
        STARTED,
        /** The severity rose. */
        CHANGED,
        /** The key has been quiet for long enough. */
        ENDED
    }
}
