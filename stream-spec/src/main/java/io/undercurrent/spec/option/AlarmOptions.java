package io.undercurrent.spec.option;

import java.io.Serializable;

/** Which events raise an alarm: the section {@code alarm}. */
public record AlarmOptions(
        @Option(
                        min = "0",
                        max = "0.2",
                        byDefault = "0.001",
                        doc =
                                """
                                The share of ordinary events that may raise an alarm: an event is an anomaly
                                where it is less probable than this.
                                """)
                double rate,
        @Option(
                        min = "32",
                        max = "1000000",
                        byDefault = "128",
                        doc = "How many events of a key pass before its first alarm.")
                int warmup)
        implements Serializable {}
