package io.undercurrent.detect.episode;

/**
 * What happened to an episode.
 *
 * @param kind what happened
 * @param revision grows with each change of this key that is reported, over all its episodes
 * @param episode the episode after the change
 * @param overAtOnce whether the episode's first alarm arrived so late that the episode started and
 *     ended with it, while the key has another open episode
 */
public record EpisodeChange(Kind kind, long revision, Episode episode, boolean overAtOnce) {
    /** What happened. */
    public enum Kind {
        /** The episode's first alarm. */
        STARTED,
        /** The severity rose. */
        CHANGED,
        /** One more surprising event; it is not reported, and has the last report's revision. */
        CONTINUED,
        /** The key has been quiet for long enough. */
        ENDED;

        /** Whether there is a record of such a change. */
        public boolean isReported() {
            return this != CONTINUED;
        }
    }
}
