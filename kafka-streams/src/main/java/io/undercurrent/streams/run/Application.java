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

/** A stream as an application of Kafka Streams: its name, its folder, its settings. */
public final class Application {
    private static final Duration LEAST_TRANSACTION = Duration.ofSeconds(10);

    /**
     * Kafka's 16 KiB would send each slab in a request of its own, one after the other, while the
     * commit waits. The producer's 32 MiB hold 256 of these, one for each partition written to.
     */
    private static final int BATCH_BYTES = 128 << 10;

    private Application() {}

    /**
     * The application's id, which is its consumer group and what its internal topics begin with.
     *
     * @param spec the stream's declaration
     * @return what {@link ChangelogTopics#application} says
     */
    public static String id(StreamSpec spec) {
        return ChangelogTopics.application(spec);
    }

    /**
     * Where the stores lie.
     *
     * @param spec the stream's declaration
     * @return a local folder
     * @throws IllegalArgumentException where none is named and checkpoint.folder is not local
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
     * What Kafka Streams keeps in that folder.
     *
     * @param spec the stream's declaration
     * @return the application's own folder in {@link #folder}
     */
    static Path stores(StreamSpec spec) {
        return folder(spec).resolve(id(spec));
    }

    /**
     * How long a transaction may be open. Offsets, memories and results are in one, so one that
     * times out is only done again; and whoever takes a killed instance's place waits for its end.
     *
     * @param spec the stream's declaration
     * @return ten seconds, or three times the commit interval
     */
    public static Duration transactionTimeout(StreamSpec spec) {
        Duration three = spec.checkpoint().interval().multipliedBy(3);
        return three.compareTo(LEAST_TRANSACTION) > 0 ? three : LEAST_TRANSACTION;
    }

    /**
     * The settings of Kafka Streams.
     *
     * @param spec the stream's declaration, with real brokers named
     * @param model its weights
     * @return properties; the stream's own under {@code kafka.} go before defaults, not before what
     *     exactness needs
     */
    public static Properties settings(StreamSpec spec, SharedModel model) {
        Properties settings = common(spec);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, id(spec));
        LimitChecks.producer(spec, largestRecord(spec, model.slabBytes()))
                .forEach((name, value) -> settings.put(StreamsConfig.producerPrefix(name), value));
        settings.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                settings.get(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)));
        if (!settings.containsKey(ProducerConfig.BATCH_SIZE_CONFIG)) {
            settings.putIfAbsent(
                    StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                    String.valueOf(BATCH_BYTES));
        }
        return settings;
    }

    /** A result, an event on its way through the repartition topic, or what a changelog holds. */
    private static long largestRecord(StreamSpec spec, int slabBytes) {
        ResultBounds bounds = new ResultBounds(spec, null);
        return Math.max(
                bounds.largest(),
                Math.max(
                        bounds.repartitioned().bytes(),
                        ChangelogTopics.maxMessageBytes(spec, slabBytes)));
    }

    /**
     * What every application of ours has.
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
        // Half a minute less than Kafka's default until others take over from a killed instance.
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "15000");
        return settings;
    }
}
