package io.undercurrent.streams.scoring;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.KeyOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names and settings of a stream's internal topics in Kafka Streams. */
public final class ChangelogTopics {
    /** Allowance per record, in bytes, for the key, the headers and the batch. */
    public static final int RECORD_OVERHEAD_BYTES = 64 << 10;

    private ChangelogTopics() {}

    /**
     * The application id, which is also the consumer group and the prefix of the internal topics.
     *
     * @param spec the stream's declaration
     * @return {@code source.group-id} with the suffix {@code -streams}: the Flink job commits its
     *     offsets to the group {@code source.group-id}, and this application would resume at them
     */
    public static String application(StreamSpec spec) {
        return spec.source().groupId() + "-streams";
    }

    /**
     * The names of the changelogs.
     *
     * @param application the application id
     * @return topic names; the first is the changelog of the slabs
     */
    public static List<String> names(String application) {
        return Stores.LOGGED.stream()
                .map(store -> application + "-" + store + "-changelog")
                .toList();
    }

    /**
     * The changelog of the key states.
     *
     * @param application the application id
     * @return its name
     */
    public static String slabs(String application) {
        return names(application).get(0);
    }

    /**
     * The changelog of each key's latest results.
     *
     * @param application the application id
     * @return its name
     */
    public static String status(String application) {
        return names(application).get(Stores.LOGGED.indexOf(Stores.STATUS));
    }

    /**
     * The repartition topic, which brings a key's events together if the key is a field of the
     * value.
     *
     * @param application the application id
     * @return its name; the topic does not exist if the record's key is the event's key
     */
    public static String repartition(String application) {
        return application + "-" + ScoringTopology.BY_KEY + "-repartition";
    }

    /**
     * The repartition topics that the application has.
     *
     * @param spec the stream's declaration
     * @return one name, or none if the record's key is the event's key
     */
    public static List<String> repartitions(StreamSpec spec) {
        return spec.source().key().from() == KeyOptions.From.FIELD
                ? List.of(repartition(application(spec)))
                : List.of();
    }

    /**
     * The internal topics that the application has.
     *
     * @param spec the stream's declaration
     * @return names of the changelogs, then of the repartition topic
     */
    public static List<String> of(StreamSpec spec) {
        List<String> topics = new ArrayList<>(names(application(spec)));
        topics.addAll(repartitions(spec));
        return topics;
    }

    /**
     * All internal topics that the application may have.
     *
     * @param application the application id
     * @return their names, in a new list
     */
    public static List<String> all(String application) {
        List<String> all = new ArrayList<>(names(application));
        all.add(repartition(application));
        return all;
    }

    /**
     * The settings of a changelog.
     *
     * @param spec the stream's declaration
     * @param slabBytes size of a key state, bytes
     * @return topic settings that differ from the brokers' defaults
     */
    public static Map<String, String> config(StreamSpec spec, int slabBytes) {
        return Stores.changelogConfig(spec, slabBytes);
    }

    /**
     * The largest record that the changelog of the key states must accept.
     *
     * @param slabBytes size of a key state, bytes
     * @return bytes
     */
    public static int maxMessageBytes(int slabBytes) {
        return Stores.maxMessageBytes(slabBytes);
    }

    /**
     * The largest record that any changelog must accept.
     *
     * @param spec the stream's declaration
     * @param slabBytes size of a key state, bytes
     * @return bytes
     */
    public static long maxMessageBytes(StreamSpec spec, int slabBytes) {
        return Stores.maxMessageBytes(spec, slabBytes);
    }
}
