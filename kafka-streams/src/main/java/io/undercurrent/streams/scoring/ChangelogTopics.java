package io.undercurrent.streams.scoring;

import io.undercurrent.spec.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The internal topics of the application that a stream is. */
public final class ChangelogTopics {
    /** Enough beyond a value for key, headers and batch. */
    public static final int RECORD_OVERHEAD_BYTES = 64 << 10;

    private ChangelogTopics() {}

    /**
     * The application's id, which is its consumer group and what its internal topics begin with.
     *
     * @param spec the stream's declaration
     * @return {@code source.group-id}, and a word of its own: the Flink job commits offsets to the
     *     group itself, which would lead this application astray
     */
    public static String application(StreamSpec spec) {
        return spec.source().groupId() + "-streams";
    }

    /**
     * The changelogs.
     *
     * @param application its id
     * @return their names; the slabs' is the first
     */
    public static List<String> names(String application) {
        return Stores.LOGGED.stream()
                .map(store -> application + "-" + store + "-changelog")
                .toList();
    }

    /**
     * The changelog of the memories.
     *
     * @param application its id
     * @return its name
     */
    public static String slabs(String application) {
        return names(application).get(0);
    }

    /**
     * The changelog of what was last said of each key.
     *
     * @param application its id
     * @return its name
     */
    public static String status(String application) {
        return names(application).get(Stores.LOGGED.indexOf(Stores.STATUS));
    }

    /**
     * The topic that brings a key's events together where the key is a field.
     *
     * @param application its id
     * @return its name; there is none where the record's key is the event's
     */
    public static String repartition(String application) {
        return application + "-" + ScoringTopology.BY_KEY + "-repartition";
    }

    /**
     * All internal topics that the application may have.
     *
     * @param application its id
     * @return a new list of their names
     */
    public static List<String> all(String application) {
        List<String> all = new ArrayList<>(names(application));
        all.add(repartition(application));
        return all;
    }

    /**
     * How a changelog is configured.
     *
     * @param spec the stream's declaration
     * @param slabBytes a key's memory in bytes
     * @return topic settings that differ from the brokers'
     */
    public static Map<String, String> config(StreamSpec spec, int slabBytes) {
        return Stores.changelogConfig(spec, slabBytes);
    }

    /**
     * The largest record that the changelog of the memories must take.
     *
     * @param slabBytes a key's memory in bytes
     * @return bytes
     */
    public static int maxMessageBytes(int slabBytes) {
        return Stores.maxMessageBytes(slabBytes);
    }

    /**
     * The largest record of any changelog.
     *
     * @param spec the stream's declaration
     * @param slabBytes a key's memory in bytes
     * @return bytes
     */
    public static long maxMessageBytes(StreamSpec spec, int slabBytes) {
        return Stores.maxMessageBytes(spec, slabBytes);
    }
}
