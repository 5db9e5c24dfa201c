package io.undercurrent.spec.option;

import io.undercurrent.spec.option.Option.Kind;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Where an event's time comes from: the section {@code source.time}. */
public record TimeOptions(
        @Option(
                        allowed = "fields' names; in JSON and with source.avro.schema dotted paths",
                        byDefault = "time",
                        doc = "The field that holds an event's time.")
                String field,
        @Option(
                        byDefault = "iso",
                        doc =
                                """
                                How a time is written: a number of s, ms, us or ns since
                                1970-01-01T00:00:00Z, an ISO-8601 text (a blank allowed for the T), or a
                                text in source.time.pattern. Our Event is always us, and Avro's timestamps
                                and dates say themselves what they are.
                                """)
                Unit unit,
        @Option(
                        kind = Kind.TIME_PATTERN,
                        doc =
                                """
                                The pattern of times where source.time.unit is pattern, in the letters of
                                Java's DateTimeFormatter; names of months in English.
                                """)
                String pattern,
        @Option(
                        byDefault = "UTC",
                        doc =
                                """
                                The time zone of texts that name none; a local time that occurs twice in
                                autumn is the first of the two.
                                """)
                ZoneId zone,
        @Option(
                        min = "0s",
                        max = "3650d",
                        byDefault = "1h",
                        doc =
                                """
                                How far an event's time may lie beyond its record's Kafka timestamp; what
                                lies further ahead is a dead letter and does not make later events late.
                                Where the timestamp is as wrong, the key gets its clock back after two
                                events.
                                """)
                Duration maxAhead)
        implements Serializable {
    /**
     * These options for an Event, whose schema fixes field, unit and zone; the limit stays the
     * same.
     */
    TimeOptions ofEvent() {
        return new TimeOptions("time", Unit.US, pattern, ZoneOffset.UTC, maxAhead);
    }

    /** Ways of writing a time. */
    public enum Unit {
        /** Seconds since the epoch, fractions allowed. */
        S,
        /** Milliseconds since the epoch, fractions allowed. */
        MS,
        /** Microseconds since the epoch. */
        US,
        /** Nanoseconds since the epoch; what is finer than a microsecond is dropped. */
        NS,
        /** An ISO-8601 text, with {@code T} or a blank between date and time. */
        ISO,
        /** A text in a pattern of java.time. */
        PATTERN
    }
}
