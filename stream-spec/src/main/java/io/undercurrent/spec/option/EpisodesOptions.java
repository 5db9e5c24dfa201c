package io.undercurrent.spec.option;

import io.undercurrent.spec.option.Option.Kind;
import java.io.Serializable;
import java.time.Duration;

/** Which alarms form an episode, and which keys form a group: the section {@code episodes}. */
public record EpisodesOptions(
        @Option(
                        min = "1ms",
                        max = "365d",
                        byDefault = "5min",
                        doc =
                                """
                                The longest gap, in event time, between alarms of one episode of a key; an
                                episode ends with the key's first event that is further beyond its last
                                alarm.
                                """)
                Duration quiet,
        @Option(
                        kind = Kind.BETWEEN,
                        min = "0.5",
                        max = "1",
                        byDefault = "0.6",
                        doc = "The score from which an episode is major; below it is minor.")
                double major,
        @Option(
                        kind = Kind.BETWEEN,
                        min = "0.5",
                        max = "1",
                        byDefault = "0.75",
                        doc = "The score from which an episode is critical; above episodes.major.")
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
