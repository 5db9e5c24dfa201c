package io.undercurrent.spec.option;

import io.undercurrent.spec.value.Frequency;
import java.io.Serializable;

/** Which events raise an alarm: the section {@code alarm}. */
public record AlarmOptions(
        @Option(
                        min = "0",
                        max = "0.2",
                        byDefault = "0.001",
                        doc =
                                """
                                Alarms per ordinary event of a key. An alarm is the start of an episode; of
                                discrete events each that is less probable than this raises one.
                                """)
                double rate,
        @Option(
                        min = "32",
                        max = "1000000",
                        byDefault = "128",
                        doc =
                                """
                                How many events of a key pass before its first alarm. Numbers are judged from
                                a field's 128th value on at the earliest.
                                """)
                int warmup,
        @Option(
                        doc =
                                """
                                How many false episodes all keys together may raise, such as 5/day (of
                                event time); meant for 95% of the days. Of the episodes that alarm.rate
                                allows, those are raised that are rare enough for it. Without it
                                alarm.rate alone decides, and a hundred keys raise a hundred times as
                                many as one.
                                """)
                Frequency budget,
        @Option(
                        min = "0",
                        max = "100000000",
                        byDefault = "0",
                        doc =
                                """
                                How many keys share alarm.budget. With 0 each task counts the keys that
                                had events on the day before and assumes as many in the others; then
                                scores depend on that count, and a replay may see another one. With a
                                number they do not.
                                """)
                int keys,
        @Option(
                        byDefault = "true",
                        doc =
                                """
                                Whether a key that falls silent is reported while it is silent, with a record
                                on the anomalies topic, as soon as its next event would raise an alarm for
                                that. Scores and episodes are the same with it and without it. Turn it off
                                where devices send their events in batches.
                                """)
                boolean silence)
        implements Serializable {}
