package io.undercurrent.streams.scoring;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Addresses;
import io.undercurrent.stream.record.Outgoing;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/** The topology of the main job: source, scoring, results; the same as the Flink job's. */
public final class ScoringTopology {
    /** Names of nodes; those of a repartition topic are part of its name and never change. */
    static final String BY_KEY = "undercurrent-by-key";

    private static final String SCORE = "undercurrent-score";

    private ScoringTopology() {}

    /**
     * Wires the topology.
     *
     * @param spec the stream's declaration
     * @param model its weights
     * @return the topology, to be run with exactly-once guarantees
     */
    public static Topology build(StreamSpec spec, SharedModel model) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], byte[]> events =
                builder.stream(
                        spec.source().topic(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withTimestampExtractor((record, time) -> record.timestamp())
                                .withOffsetResetPolicy(reset(spec.source().start())));
        if (spec.source().key().from() == StreamSpec.Key.From.FIELD) {
            events =
                    events.process(() -> new KeyedByEvent(spec.source()))
                            .repartition(
                                    Repartitioned.<byte[], byte[]>as(BY_KEY)
                                            .withKeySerde(Serdes.ByteArray())
                                            .withValueSerde(Serdes.ByteArray()));
        }
        Addresses addresses = new Addresses(spec.sink());
        events.process(
                        new ScoringSupplier(spec, model),
                        org.apache.kafka.streams.kstream.Named.as(SCORE))
                .to(
                        (key, out, context) -> addresses.topic(out.kind),
                        Produced.with(Serdes.ByteArray(), results()));
        return builder.build();
    }

    /** An instant is turned into the group's offsets before the first start. */
    private static AutoOffsetReset reset(StreamSpec.Start start) {
        return start.from() == StreamSpec.Start.From.LATEST
                ? AutoOffsetReset.latest()
                : AutoOffsetReset.earliest();
    }

    /** Results are encoded when they come here. */
    private static Serde<Outgoing> results() {
        return Serdes.serdeFrom(
                (topic, out) -> out.value,
                (topic, bytes) -> {
                    throw new UnsupportedOperationException("results are not read back");
                });
    }
}
