package io.undercurrent.spec.option;

import io.undercurrent.spec.option.Option.Kind;
import java.io.Serializable;
import java.time.Duration;

/** When an episode is over, how bad it is, and which keys form a group: {@code episodes}. */
public record EpisodesOptions(
        @Option(
                        min = "1ms",
                        max = "365d",
                        byDefault = "5min",
                        doc =
                                """
                                How long, in event time, a key must be without surprise before its episode
                                is over. The end comes with the key's first event that is further beyond
                                the last surprising one, and after which a further surprise would be a new
                                alarm. A late alarm within this time belongs to the episode.
                                """)
                Duration quiet,
        @Option(
                        kind = Kind.BETWEEN,
                        min = "0.5",
                        max = "1",
                        byDefault = "0.6",
                        doc =
                                """
                                The score of the peak from which an episode is major; below it is minor.
                                """)
                double major,
        @Option(
                        kind = Kind.BETWEEN,
                        min = "0.5",
                        max = "1",
                        byDefault = "0.75",
                        doc =
                                """
                                The score of the peak from which an episode is critical; above
                                episodes.major.
                                """)
                double critical,
        @Option(
                        key = "group.pattern",
                        kind = Kind.GROUP_PATTERN,
                        doc =
                                """
                                What finds the group's name in a key, such as ^([^-]+)-, for episodes of
                                groups: the capturing group's text where the pattern is first found. A key
                                without it is in no group, nor is one of more than 512 characters or on
                                which the search takes more than 100000 steps.
                                """)
                String groupPattern)
        implements Serializable {}
