package io.undercurrent.detect.episode;

/** How bad an episode is, by its largest score; in rising order. */
public enum Severity {
    /** An alarm, no more. */
    MINOR,
    /** A score of {@link EpisodeRules#major} or more. */
    MAJOR,
    /** A score of {@link EpisodeRules#critical} or more. */
    CRITICAL
}
