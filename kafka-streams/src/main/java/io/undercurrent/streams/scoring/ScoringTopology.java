package io.undercurrent.streams.scoring;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.stream.brokers.LiveLimits;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.ResultRouting;
import io.undercurrent.stream.results.ResultFrames;
import io.undercurrent.stream.runtime.ResolvedStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/** Builds the topology that scores a stream: source, scoring, results, as in the Flink job. */
public final class ScoringTopology {
    /** Part of the repartition topic's name; it must never change. */
    static final String BY_KEY = "undercurrent-by-key";

    private static final String SCORE = "undercurrent-score";

    private ScoringTopology() {}

    /**
     * Builds the topology. If the next record of a partition was deleted, or its group has no
     * offset, reading begins at the oldest record.
     *
     * @param stream the resolved stream
     * @param model the stream's model
     * @return the topology, to be run with exactly-once guarantees
     */
    public static Topology build(ResolvedStream stream, SharedModel model) {
        return build(stream, model, false, AutoOffsetReset.earliest());
    }

    /**
     * Builds the topology.
     *
     * @param stream the resolved stream
     * @param model the stream's model
     * @param acceptGap whether to resume from key states that an earlier topic of the source's name
     *     built, and to continue at the oldest record if the next one was deleted; if not, the
     *     application fails, also for a partition without a committed offset
     * @return the topology, to be run with exactly-once guarantees
     */
    public static Topology build(ResolvedStream stream, SharedModel model, boolean acceptGap) {
        return build(
                stream,
                model,
                acceptGap,
                acceptGap ? AutoOffsetReset.earliest() : AutoOffsetReset.none());
    }

    private static Topology build(
            ResolvedStream stream, SharedModel model, boolean acceptsTopic, AutoOffsetReset reset) {
        StreamSpec spec = stream.spec();
        LiveLimits limits = Limits.of(spec);
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], byte[]> events =
                builder.stream(
                        spec.source().topic(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withTimestampExtractor(new SourceTime(limits))
                                // Offsets are committed to the group before the first run.
                                .withOffsetResetPolicy(reset));
        ResultRouting addresses = new ResultRouting(spec.sink());
        Produced<byte[], Outgoing> produced = Produced.with(Serdes.ByteArray(), results(stream));
        if (spec.source().key().from() == KeyOptions.From.FIELD) {
            KStream<byte[], KeyedByEvent.Keyed> keyed =
                    events.process(
                            // A generated name has digits of the default locale, and Kafka Streams
                            // rejects the name if these are not 0 to 9.
                            () -> new KeyedByEvent(stream, limits), Named.as("keyed-by-event"));
            keyed.filter((key, record) -> record.letter() != null)
                    .mapValues(KeyedByEvent.Keyed::letter)
                    .to(spec.sink().deadLetters(), produced);
            events =
                    keyed.filter((key, record) -> record.event() != null)
                            .mapValues(KeyedByEvent.Keyed::event)
                            .repartition(
                                    Repartitioned.<byte[], byte[]>as(BY_KEY)
                                            .withKeySerde(Serdes.ByteArray())
                                            .withValueSerde(Serdes.ByteArray()));
        }
        events.process(new ScoringSupplier(stream, model, limits, acceptsTopic), Named.as(SCORE))
                .to((key, out, context) -> addresses.topic(out.kind), produced);
        return builder.build();
    }

    /**
     * Results are already encoded when they are serialized here; only the bytes before them (the
     * registry's frame) may be replaced.
     */
    private static Serde<Outgoing> results(ResolvedStream stream) {
        ResultFrames frames = new ResultFrames(stream.spec().sink(), stream.results());
        return Serdes.serdeFrom(
                (topic, out) -> frames.framed(topic, out.value),
                (topic, bytes) -> {
                    throw new UnsupportedOperationException("results are not read back");
                });
    }
}
