package io.undercurrent.spec.option;

import io.undercurrent.spec.value.Address;
import java.io.Serializable;

/**
 * How the job runs on Kafka Streams, in addition to the options for both runtimes: the section
 * {@code streams}.
 */
public record StreamsOptions(
        @Option(
                        allowed = "paths",
                        doc =
                                """
                                The local folder of Kafka Streams' stores; each instance on a machine needs
                                its own. Without it the folder kafka-streams in checkpoint.folder. What is
                                lost with it comes back from the changelogs.
                                """)
                String stateFolder,
        @Option(
                        min = "0",
                        max = "16",
                        byDefault = "0",
                        doc =
                                """
                                How many other instances of Kafka Streams keep a copy of each key's state,
                                to take over at once where one fails.
                                """)
                int standbyReplicas,
        @Option(
                        byDefault = "127.0.0.1:7388",
                        doc =
                                """
                                Where an instance of Kafka Streams answers queries; port 0 takes a free one.
                                Nobody is asked who they are: listen beyond this machine only where the
                                network is trusted.
                                """)
                Address http,
        @Option(
                        doc =
                                """
                                Where the other instances reach this one's streams.http, to forward queries
                                for its keys; without it streams.http itself.
                                """)
                Address httpAdvertised,
        @Option(
                        min = "1",
                        max = "1000000",
                        byDefault = "200",
                        doc =
                                """
                                How many queries a second an instance answers; further ones get status 429.
                                """)
                int httpRate)
        implements Serializable {}
