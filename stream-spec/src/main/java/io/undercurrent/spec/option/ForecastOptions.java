package io.undercurrent.spec.option;

import java.io.Serializable;
import java.util.List;

/** What is forecast and how often: the section {@code forecast}. */
public record ForecastOptions(
        @Option(
                        min = "1",
                        max = "1024",
                        byDefault = "24",
                        doc = "How many events ahead are forecast.")
                int horizon,
        @Option(
                        byDefault = "0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975",
                        doc = "The quantiles that a forecast gives for each step.")
                List<Double> quantiles,
        @Option(
                        min = "1",
                        max = "1000000",
                        byDefault = "10",
                        doc = "A key's forecast is emitted once in so many of its events.")
                int every,
        @Option(
                        doc =
                                """
                                The stream's seasons in events, such as 24 and 168 for hourly events;
                                without it each key finds its own.
                                """)
                List<Integer> seasons)
        implements Serializable {}
