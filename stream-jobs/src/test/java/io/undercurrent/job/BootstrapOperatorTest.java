package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.scorer.KeyEpisodes;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.record.Incoming;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state that a bootstrap builds, beside that of the scoring operator on the same records. */
class BootstrapOperatorTest {
    @ParameterizedTest
    @CsvSource({
        "bundled:universal, dead-letter",
        "bundled:universal, score",
        "bundled:tiny, dead-letter",
        "bundled:tiny, score"
    })
    void theSlabsAreThoseOfScoringEventByEvent(String model, String late) throws Exception {
        long seed = System.nanoTime();
        StreamSpec spec =
                OperatorRun.spec(
                        String.format(Locale.ROOT, "model: \"%s\"", model),
                        "source.late: " + late,
                        "job: {jit-warm-up: 0s, expire-after: 500s}");
        List<Incoming> records = records(seed);
        Map<String, String> scored =
                slabs(new ScoreOperator(spec, StartOffsets.NONE), copies(records));
        Map<String, String> built = slabs(new BootstrapOperator(spec), copies(records));
        assertThat(scored).as("seed " + seed).hasSizeGreaterThan(2);
        assertThat(built).as("seed " + seed).isEqualTo(scored);
    }

    private static List<Incoming> records(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Incoming> records = new ArrayList<>();
        long seconds = 1_000_000;
        for (int i = 0; i < 2500; i++) {
            // Now and then all keys stay away beyond expiry, but not at the end, where only keys
            // seen since would be left to compare; some keys are rare, one is busy.
            boolean isAway = random.nextInt(400) == 0 && i < 2300;
            seconds += isAway ? random.nextInt(2000) : random.nextInt(3);
            int key = random.nextInt(random.nextInt(1, 9));
            // At the end each key is seen, at its right time, so that there are states to compare.
            boolean isEnd = i >= 2484;
            key = isEnd ? i % 8 : key;
            Incoming in = new Incoming();
            in.topic = "events";
            in.partition = key % 2;
            in.offset = i;
            in.timestamp = seconds * 1000;
            in.rawKey = new byte[0];
            in.rawValue = new byte[0];
            in.key = "key" + key;
            in.timeMicros =
                    1_000_000 * (seconds - (random.nextInt(15) == 0 ? random.nextInt(20) : 0));
            if (random.nextInt(25) == 0 && !isEnd) { // a wrong clock, sometimes beyond expiry
                in.timeMicros += 1_000_000L * random.nextInt(random.nextInt(1, 600));
            } else if (random.nextInt(10) == 0) { // a local time that occurs twice
                in.overlapMicros = 1_000_000L * random.nextInt(60);
                in.timeMicros -= random.nextBoolean() ? in.overlapMicros : 0;
            }
            in.values = new double[] {random.nextInt(30) == 0 ? Double.NaN : random.nextDouble()};
            if (random.nextInt(40) == 0) {
                in.key = in.id();
                in.reason = "UNDECODABLE";
                in.detail = "made up";
            }
            records.add(in);
        }
        return records;
    }

    private static List<Incoming> copies(List<Incoming> records) {
        return records.stream()
                .map(
                        in -> {
                            Incoming copy = new Incoming();
                            copy.topic = in.topic;
                            copy.partition = in.partition;
                            copy.offset = in.offset;
                            copy.timestamp = in.timestamp;
                            copy.rawKey = in.rawKey;
                            copy.rawValue = in.rawValue;
                            copy.key = in.key;
                            copy.timeMicros = in.timeMicros;
                            copy.overlapMicros = in.overlapMicros;
                            copy.values = in.values;
                            copy.reason = in.reason;
                            copy.detail = in.detail;
                            return copy;
                        })
                .toList();
    }

    /** Those that no timer may have freed: when that happens is free. */
    private static <T> Map<String, String> slabs(KeyedScoring<T> operator, List<Incoming> records)
            throws Exception {
        // Beyond the newest event, which may be a late one, as far as wrong clocks move a
        // partition's: what is due by then may have been freed.
        long end = records.get(records.size() - 1).timeMicros + 660_000_000;
        try (var run =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        operator, in -> in.key, Types.STRING)) {
            run.open();
            for (int i = 0; i < records.size(); i++) {
                run.processElement(new StreamRecord<>(records.get(i)));
                if (i == 1000) { // a savepoint may come at any time
                    run.prepareSnapshotPreBarrier(1);
                    run.snapshot(1, 1);
                }
            }
            run.prepareSnapshotPreBarrier(2);
            run.snapshot(2, 2);
            Map<String, String> slabs = new TreeMap<>();
            KeyedStateBackend<String> backend = operator.getKeyedStateBackend();
            List<String> keys;
            try (var found = backend.getKeys(KeyedScoring.SLABS, VoidNamespace.INSTANCE)) {
                keys = found.toList();
            }
            for (String key : keys) {
                backend.setCurrentKey(key);
                Slab slab =
                        backend.getPartitionedState(
                                        VoidNamespace.INSTANCE,
                                        VoidNamespaceSerializer.INSTANCE,
                                        KeyedScoring.slabs())
                                .value();
                if (slab.lastTimeMicros() + 2 * 500_000_000L < end) {
                    continue;
                }
                // A bootstrap tells of no episode, so none is open: the next surprise starts one.
                KeyEpisodes.forget(slab);
                slabs.put(key, HexFormat.of().formatHex(SlabCodec.encode(slab)));
            }
            return slabs;
        }
    }
}
