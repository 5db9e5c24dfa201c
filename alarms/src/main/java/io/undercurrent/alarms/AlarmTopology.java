package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.results.ResultFrames;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * From the scores and anomalies topics to the episodes topic: alarms of a key merge into episodes,
 * and those of a group's keys into episodes of the group where the stream declares groups.
 *
 * <p>Scores are read because only they tell that a key went on without alarms; anomalies because
 * they may be ahead. Both topics must have the same number of partitions: {@link AlarmChecks}.
 */
public final class AlarmTopology {
    /** Part of the repartition topic's name; it never changes. */
    static final String BY_GROUP = "undercurrent-by-group";

    private AlarmTopology() {}

    /**
     * Wires the topology. Each processor has a name: Kafka Streams' own contain a number in the
     * digits of the machine's language, which it then refuses where these are not 0 to 9.
     *
     * @param spec the stream's declaration
     * @return the topology, to be run with exactly-once guarantees
     */
    public static Topology build(StreamSpec spec) {
        ResultFrames.require(spec.results(), List.of(spec.sink().episodes()));
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(AlarmStores.logged(AlarmStores.KEYS));
        KStream<byte[], KeyChange> changes =
                changes(builder, spec, "scores", spec.sink().scores(), AlarmReader::scores)
                        .merge(
                                changes(
                                        builder,
                                        spec,
                                        "anomalies",
                                        spec.sink().anomalies(),
                                        AlarmReader::anomalies));
        KStream<byte[], byte[]> episodes = changes.mapValues(change -> change.episode);
        if (GroupOf.isDeclared(spec)) {
            episodes = episodes.merge(groups(builder, changes));
        }
        ResultFrames frames = new ResultFrames(spec.sink(), spec.results());
        String topic = spec.sink().episodes();
        episodes.mapValues(episode -> frames.framed(topic, episode))
                .to(topic, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }

    /** The application's own topics. */
    static List<String> internalTopics(StreamSpec spec, String application) {
        if (!GroupOf.isDeclared(spec)) {
            return List.of(changelog(application, AlarmStores.KEYS));
        }
        return List.of(
                changelog(application, AlarmStores.KEYS),
                changelog(application, AlarmStores.GROUPS),
                changelog(application, AlarmStores.MEMBERS),
                application + "-" + BY_GROUP + "-repartition");
    }

    private static String changelog(String application, String store) {
        return application + "-" + store + "-changelog";
    }

    private static KStream<byte[], KeyChange> changes(
            StreamsBuilder builder,
            StreamSpec spec,
            String name,
            String topic,
            AlarmReader.Factory reader) {
        return builder.stream(
                        topic,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                // A foreign record without a timestamp may not stop the alarms.
                                .withTimestampExtractor(
                                        (record, time) -> Math.max(0, record.timestamp()))
                                .withOffsetResetPolicy(AutoOffsetReset.earliest()))
                .process(
                        () -> new KeyProcessor(spec, reader.create(spec), name),
                        Named.as("episodes-of-" + name),
                        AlarmStores.KEYS);
    }

    private static KStream<byte[], byte[]> groups(
            StreamsBuilder builder, KStream<byte[], KeyChange> changes) {
        builder.addStateStore(AlarmStores.logged(AlarmStores.GROUPS));
        builder.addStateStore(AlarmStores.logged(AlarmStores.MEMBERS));
        return changes.filter((key, change) -> change.group != null)
                .map((key, change) -> KeyValue.pair(change.group.getBytes(UTF_8), change.episode))
                .repartition(
                        Repartitioned.<byte[], byte[]>as(BY_GROUP)
                                .withKeySerde(Serdes.ByteArray())
                                .withValueSerde(Serdes.ByteArray()))
                .process(
                        GroupProcessor::new,
                        Named.as("episodes-of-groups"),
                        AlarmStores.GROUPS,
                        AlarmStores.MEMBERS);
    }
}
