package io.undercurrent.streams.run;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.LimitChecks;
import io.undercurrent.stream.record.ResultBounds;
import io.undercurrent.stream.runtime.FolderUri;
import io.undercurrent.streams.scoring.ChangelogTopics;
import io.undercurrent.streams.scoring.SharedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The id, state folder and settings with which Kafka Streams runs a stream. */
public final class Application {
    private static final Duration LEAST_TRANSACTION = Duration.ofSeconds(10);

    /**
     * Batch size of the producers. With Kafka's default of 16 KiB, each slab would be sent in a
     * separate request, one after the other, while the commit waits. The producer's buffer of 32
     * MiB holds 256 batches of this size, one for each partition written to.
     */
    private static final int BATCH_BYTES = 128 << 10;

    private Application() {}

    /**
     * The application id, which is also the consumer group and the prefix of the internal topics.
     *
     * @param spec the stream's declaration
     * @return the id from {@link ChangelogTopics#application}
     */
    public static String id(StreamSpec spec) {
        return ChangelogTopics.application(spec);
    }

    /**
     * The folder of the stores.
     *
     * @param spec the stream's declaration
     * @return a local folder
     * @throws IllegalArgumentException if {@code streams.state-folder} is not set and {@code
     *     checkpoint.folder} is not local
     */
    public static Path folder(StreamSpec spec) {
        String named = spec.streams().stateFolder();
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        return FolderUri.local(spec.checkpoint().folder())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                Locale.ROOT,
                                                "checkpoint.folder = %s: no local folder; name one in streams.state-folder",
                                                spec.checkpoint().folder())))
                .resolve("kafka-streams");
    }

    /**
     * The folder in which Kafka Streams keeps this application's stores.
     *
     * @param spec the stream's declaration
     * @return the application's subfolder of {@link #folder}
     */
    static Path stores(StreamSpec spec) {
        return folder(spec).resolve(id(spec));
    }

    /**
     * The timeout of a transaction. A transaction contains offsets, key states and results, so if
     * it times out, its work is only repeated. The instance that takes over from a killed one waits
     * for the timeout.
     *
     * @param spec the stream's declaration
     * @return three times the commit interval, at least ten seconds
     */
    public static Duration transactionTimeout(StreamSpec spec) {
        Duration three = spec.checkpoint().interval().multipliedBy(3);
        return three.compareTo(LEAST_TRANSACTION) > 0 ? three : LEAST_TRANSACTION;
    }

    /**
     * The settings of Kafka Streams.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param model the stream's model
     * @return properties; the stream's properties under {@code kafka.} override defaults, but not
     *     what exactly-once processing needs
     */
    public static Properties settings(StreamSpec spec, SharedModel model) {
        Properties settings = common(spec);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, id(spec));
        LimitChecks.producer(spec, largestRecord(spec, model.slabBytes()))
                .forEach((name, value) -> settings.put(StreamsConfig.producerPrefix(name), value));
        settings.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                settings.get(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)));
        // Events wait in the repartition topic, whatever the brokers' default is.
        settings.put(StreamsConfig.topicPrefix(TopicConfig.RETENTION_BYTES_CONFIG), "-1");
        settings.put(StreamsConfig.topicPrefix(TopicConfig.RETENTION_MS_CONFIG), "-1");
        settings.remove(StreamsConfig.topicPrefix(TopicConfig.CLEANUP_POLICY_CONFIG));
        if (!settings.containsKey(ProducerConfig.BATCH_SIZE_CONFIG)) {
            settings.putIfAbsent(
                    StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                    String.valueOf(BATCH_BYTES));
        }
        return settings;
    }

    /**
     * The largest record that a producer sends, bytes: a result, an event for the repartition
     * topic, or a changelog record.
     */
    private static long largestRecord(StreamSpec spec, int slabBytes) {
        ResultBounds bounds = new ResultBounds(spec, null);
        return Math.max(
                bounds.largest(),
                Math.max(
                        bounds.repartitioned().bytes(),
                        ChangelogTopics.maxMessageBytes(spec, slabBytes)));
    }

    /**
     * The settings that all our applications share.
     *
     * @param spec the stream's declaration, with real brokers named
     * @return properties without the application's id
     */
    public static Properties common(StreamSpec spec) {
        Properties settings = new Properties();
        spec.kafka().forEach(settings::setProperty);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, spec.job().parallelism());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, spec.streams().standbyReplicas());
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, spec.checkpoint().interval().toMillis());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder(spec).toString());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                String.valueOf(transactionTimeout(spec).toMillis()));
        // Other instances take over from a killed one half a minute earlier than with Kafka's
        // default.
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "15000");
        return settings;
    }
}
