package io.undercurrent.spec.option;

import java.io.Serializable;
import java.time.Duration;

/** Where and how often the job's state is kept: the section {@code checkpoint}. */
public record CheckpointOptions(
        @Option(
                        allowed = "paths and URIs",
                        byDefault = "./undercurrent-data/<source.topic>",
                        doc =
                                """
                                Where checkpoints are kept; a relative path is taken from the working
                                folder.
                                """)
                String folder,
        @Option(
                        min = "10ms",
                        max = "1d",
                        byDefault = "1s",
                        doc =
                                """
                                The time between checkpoints, with Kafka Streams between commits; readers
                                that read committed records see outputs this much later.
                                """)
                Duration interval)
        implements Serializable {
    @Override
    public String toString() {
        return Secrets.describe(this);
    }
}
