package io.undercurrent.benchmarks.local;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Outgoing.Kind;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Of one run of a job, whose output topics, consumer group and transactions no other run shares.
 *
 * @param topic the source
 * @param name of the run; its outputs are called after it
 * @param model the weights' URI
 * @param folder where its checkpoints go
 * @param interval between checkpoints, as stream.yaml has it
 * @param parallelism of the job
 * @param backend Flink's: hashmap or rocksdb
 * @param servers the brokers
 */
public record Declaration(
        String topic,
        String name,
        String model,
        Path folder,
        String interval,
        int parallelism,
        String backend,
        String servers) {

    /** The declaration, read and checked as any other. */
    public StreamSpec spec() {
        return StreamSpec.parse(text(), name + ".yaml");
    }

    /** The declaration as a file has it. */
    public String text() {
        return String.format(
                Locale.ROOT,
                """
                source:
                  topic: %s
                  group-id: %s
                  values: [%s]
                model: %s
                alarm.warmup: 32
                checkpoint: {folder: %s, interval: %s}
                sink:
                  scores: %2$s.scores
                  forecasts: %2$s.forecasts
                  anomalies: %2$s.anomalies
                  episodes: %2$s.episodes
                  dead-letters: %2$s.dead-letters
                  transactional-id-prefix: %2$s
                job: {parallelism: %d, state-backend: %s}
                kafka.bootstrap.servers: %s
                """,
                topic,
                name,
                Events.FIELD,
                model,
                folder,
                interval,
                parallelism,
                backend,
                servers);
    }

    /**
     * Where a job writes.
     *
     * @param spec its declaration
     * @return the topic of each kind of result
     */
    public static Map<Kind, String> outputs(StreamSpec spec) {
        Map<Kind, String> topics = new EnumMap<>(Kind.class);
        topics.put(Kind.SCORE, spec.sink().scores());
        topics.put(Kind.FORECAST, spec.sink().forecasts());
        topics.put(Kind.ANOMALY, spec.sink().anomalies());
        topics.put(Kind.DEAD_LETTER, spec.sink().deadLetters());
        topics.put(Kind.EPISODE, spec.sink().episodes());
        return topics;
    }
}
