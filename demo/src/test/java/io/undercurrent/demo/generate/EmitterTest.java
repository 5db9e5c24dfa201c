package io.undercurrent.demo.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import io.undercurrent.spec.decode.event.DecodedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written: events that the stream reads, and labels that are true. */
class EmitterTest {
    private static final int KEYS = 6;
    private static final long SEED = 11;
    private static final int EVENTS = 6 * 400;

    static List<StreamSpec> streams() {
        return Declarations.all();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void labelsTellExactlyTheEventsThatAreDisturbed(StreamSpec spec) throws Exception {
        Fleet fleet = new Fleet(spec.source(), KEYS, 50, SEED);
        EventDecoder decoder = StreamDecoders.create(spec.source(), spec.schemas());
        Map<String, Label> open = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        Map<Integer, Long> rounds = new HashMap<>();
        int begun = 0;
        int ended = 0;
        int disturbed = 0;
        for (ProducerRecord<byte[], byte[]> record : emit(spec, SEED)) {
            if (record.topic().equals("labels")) {
                Label label = Label.decode(record.value());
                assertThat(new String(record.key(), UTF_8)).isEqualTo(label.key());
                if (label.endMicros() == null) {
                    assertThat(open.put(label.key(), label)).isNull();
                    begun++;
                } else {
                    Label before = open.remove(label.key());
                    assertThat(before.id()).isEqualTo(label.id());
                    assertThat(before.startMicros()).isEqualTo(label.startMicros());
                    assertThat(label.endMicros()).isEqualTo(last.get(label.key()));
                    ended++;
                }
                continue;
            }
            DecodedEvent event = decoder.decode(record.key(), record.value());
            last.put(event.key(), event.timeMicros());
            int key = key(fleet, record);
            long round = rounds.merge(key, 1L, Long::sum) - 1;
            Label label = open.get(event.key());
            boolean asUndisturbed = true;
            for (int f = 0; f < fleet.values(); f++) {
                double off = Math.abs(event.values()[f] - fleet.value(key, f, round));
                asUndisturbed &= off < 1e-4;
            }
            assertThat(asUndisturbed)
                    .as("%s, round %d", event.key(), round)
                    .isEqualTo(label == null);
            if (label != null) {
                assertThat(event.timeMicros()).isGreaterThanOrEqualTo(label.startMicros());
                assertThat(round).isGreaterThanOrEqualTo(100);
                disturbed++;
            }
        }
        assertThat(begun).isEqualTo(ended).isGreaterThan(10);
        assertThat(disturbed).isGreaterThan(begun);
        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void theSameSeedWritesTheSameBytes(StreamSpec spec) throws Exception {
        assertThat(bytes(emit(spec, SEED)))
                .isEqualTo(bytes(emit(spec, SEED)))
                .isNotEqualTo(bytes(emit(spec, SEED + 1)));
    }

    private static List<String> bytes(List<ProducerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> record.topic() + new String(record.value(), UTF_8))
                .toList();
    }

    private static List<ProducerRecord<byte[], byte[]>> emit(StreamSpec spec, long seed)
            throws Exception {
        Fleet fleet = new Fleet(spec.source(), KEYS, 50, seed);
        DisturbancePlan plan = new DisturbancePlan(fleet, 100, 20, 2, 6, seed);
        var producer =
                new MockProducer<>(
                        true, null, new ByteArraySerializer(), new ByteArraySerializer());
        try (Target target = new Target(producer)) {
            Emitter emitter =
                    new Emitter(
                            spec,
                            spec.schemas(),
                            RowFormat.of(spec),
                            fleet,
                            plan,
                            "labels",
                            target);
            emitter.run(1_700_000_000_000_000L, 100, EVENTS, () -> false);
            assertThat(emitter.events()).isEqualTo(EVENTS);
            assertThat(emitter.open()).isZero();
            return new ArrayList<>(producer.history());
        }
    }

    private static int key(Fleet fleet, ProducerRecord<byte[], byte[]> record) {
        String name = new String(record.key(), UTF_8);
        int key = 0;
        while (!fleet.key(key).equals(name)) {
            key++;
        }
        return key;
    }
}
