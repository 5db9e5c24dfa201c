package io.undercurrent.spec.option;

import io.undercurrent.spec.option.AvroOptions.Encoding;
import io.undercurrent.spec.option.Option.Kind;
import java.io.Serializable;
import java.time.Duration;

/** Where results go: the section {@code sink}. */
public record SinkOptions(
        @Option(
                        kind = Kind.TOPIC,
                        byDefault = "<source.topic>.scores",
                        doc = "The topic of the scores, one for each event that is no dead letter.")
                String scores,
        @Option(
                        kind = Kind.TOPIC,
                        byDefault = "<source.topic>.forecasts",
                        doc = "The topic of the forecasts.")
                String forecasts,
        @Option(
                        kind = Kind.TOPIC,
                        byDefault = "<source.topic>.anomalies",
                        doc = "The topic of the anomalies.")
                String anomalies,
        @Option(
                        kind = Kind.TOPIC,
                        byDefault = "<source.topic>.episodes",
                        doc =
                                """
                                The topic of the episodes: the job writes those of keys, undercurrent
                                alarms those of groups.
                                """)
                String episodes,
        @Option(
                        kind = Kind.TOPIC,
                        byDefault = "<source.topic>.dead-letters",
                        doc =
                                """
                                The topic of the records that could not be scored, each with its reason.
                                """)
                String deadLetters,
        @Option(
                        key = "avro.encoding",
                        byDefault = "single-object",
                        doc =
                                """
                                What comes before a result, as in source.avro.encoding. With confluent each
                                topic's schema is looked up at the start under <topic>-value in the
                                registry, and registered where it is not there.
                                """)
                Encoding encoding,
        @Option(
                        byDefault = "undercurrent-<source.topic>",
                        doc =
                                """
                                What the producers' transactional ids begin with; no other job on the same
                                brokers may use it.
                                """)
                String transactionalIdPrefix,
        @Option(
                        min = "1s",
                        max = "7d",
                        byDefault = "15min",
                        doc =
                                """
                                How long the brokers keep a transaction open, and so how long the job may be
                                down without losing outputs; at most the brokers'
                                transaction.max.timeout.ms.
                                """)
                Duration transactionTimeout,
        @Option(
                        kind = Kind.BYTES,
                        min = "0B",
                        max = "64MiB",
                        byDefault = "64KiB",
                        doc =
                                """
                                A dead letter holds its record's key and value up to this size each; of a
                                longer value it holds length and SHA-256.
                                """)
                int deadLetterMaxBytes)
        implements Serializable {
    /**
     * Whether results carry a registry's ids.
     *
     * @return false if they carry fingerprints
     */
    public boolean usesRegistry() {
        return encoding == Encoding.CONFLUENT;
    }
}
