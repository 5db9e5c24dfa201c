package io.undercurrent.detect.episode;

/**
 * A change of an episode that is reported.
 *
 * @param kind what happened
 * @param revision counts the changes of this key from 1, over all its episodes
 * @param episode the episode after the change
 * @param overAtOnce whether the episode's first alarm arrived so late that the episode started and
 *     ended with it; the key may have another open episode
 */
public record EpisodeChange(Kind kind, long revision, Episode episode, boolean overAtOnce) {
    /** What happened. */
    public enum Kind {
        /** The episode's first alarm. */
        STARTED,
        /** The severity rose. */
        CHANGED,
        /** The key has been quiet for long enough. */
        ENDED
    }
}
