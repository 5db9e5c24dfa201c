package io.undercurrent.detect.episode;

/** How severe an episode is, by its largest score; in increasing order. */
public enum Severity {
    /** A score below {@link EpisodeRules#major}. */
    MINOR,
    /** A score of {@link EpisodeRules#major} or more. */
    MAJOR,
    /** A score of {@link EpisodeRules#critical} or more. */
    CRITICAL
}
