package io.undercurrent.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.schemas.Anomaly;
import io.undercurrent.schemas.Score;
import io.undercurrent.schemas.ScoreStatus;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.state.savepoint.KeySlab;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.forst.ForStStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's state in Flink's harness: cache, expiry, snapshots and rescaling together. */
class ScoreOperatorTest {
    private static final String HEAP = "state-backend: hashmap";
    private static final String CACHE =
            "state-backend: rocksdb, cache-size: 115000B, cache-max-dirty: 77000B";

    /** All keys fit, and most have an event between any two snapshots. */
    private static final String HOT =
            "state-backend: rocksdb, cache-size: 8MiB, cache-max-dirty: 77000B";

    private static final int[] PARALLELISMS = {4, 2, 3, 1};

    private static StreamSpec spec(String job) {
        return OperatorRun.spec(
                String.format(Locale.ROOT, "job: {jit-warm-up: 0s, expire-after: 100s, %s}", job),
                "source.late: dead-letter",
                "alarm.silence: false");
    }

    private static Map<String, List<String>> results(
            long seed, String job, StateBackend backend, boolean disturbed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom disturbances = new SplittableRandom(seed + 1);
        StreamSpec spec = spec(job);
        long seconds = 1_000_000;
        try (OperatorRun run = new OperatorRun(spec, backend)) {
            for (int i = 0; i < 360; i++) {
                // Now and then all keys stay away: past expiry, and past what timers free.
                seconds += random.nextInt(60) == 0 ? random.nextInt(400) : random.nextInt(3);
                int key = random.nextInt(random.nextInt(1, 13));
                int late = random.nextInt(15) == 0 ? 1 + random.nextInt(20) : 0;
                int wrong = random.nextInt(25) == 0 ? random.nextInt(120) : 0;
                // A wrong time moves its partition's clock, or lies too far ahead to do so. Between
                // the two, it may expire another key early: the exception that KeyExpiry documents.
                wrong += wrong >= 80 ? 200 : 0;
                run.event("key" + key, key % 2, i, seconds - late + wrong, random.nextDouble());
                if (disturbed && disturbances.nextInt(40) == 0) {
                    run.snapshot();
                }
                if (disturbed && i % 72 == 71) {
                    run.restart(spec, PARALLELISMS[i / 72 % PARALLELISMS.length]);
                }
            }
            return run.results();
        }
    }

    @RepeatedTest(2)
    void theBytesOfTheResultsAreThoseOfTheHeapUndisturbed() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        var expected = results(seed, HEAP, new HashMapStateBackend(), false);
        assertThat(expected).as("seed " + seed).hasSizeGreaterThan(20);
        assertThat(results(seed, HEAP, new HashMapStateBackend(), true))
                .as("heap, seed " + seed)
                .isEqualTo(expected);
        assertThat(results(seed, CACHE, new EmbeddedRocksDBStateBackend(true), true))
                .as("RocksDB, seed " + seed)
                .isEqualTo(expected);
        assertThat(results(seed, HOT, new EmbeddedRocksDBStateBackend(true), true))
                .as("checkpoints with slabs of their own, seed " + seed)
                .isEqualTo(expected);
    }

    /** A number that is not finite in a key state; with a restart the bytes are the same. */
    @Test
    void anEventWithoutAFiniteForecastIsUnpredictedAndTheKeyGoesOn() throws Exception {
        List<Map<String, List<String>>> runs = new ArrayList<>();
        for (boolean restarted : new boolean[] {false, true}) {
            StreamSpec spec = spec(HEAP);
            try (OperatorRun run = new OperatorRun(spec, new HashMapStateBackend())) {
                for (int i = 0; i < 160; i++) {
                    if (i == 98) {
                        run.spoil("a");
                    }
                    if (restarted && i >= 97 && i < 102) {
                        run.restart(spec, 1);
                    }
                    run.event("a", 0, i, 1000 + i, Math.sin(i * 0.7) + 0.1 * (i * 7919 % 13));
                }
                runs.add(new TreeMap<>(run.results()));
            }
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        Wire<Score> wire = new Wire<>(Score.getClassSchema());
        List<ScoreStatus> statuses = new ArrayList<>();
        for (String score : runs.get(0).get("SCORE a")) {
            statuses.add(wire.decode(HexFormat.of().parseHex(score)).getStatus());
        }
        assertThat(statuses.subList(40, 99)).containsOnly(ScoreStatus.SCORED);
        assertThat(statuses.get(99)).isEqualTo(ScoreStatus.UNPREDICTED);
        assertThat(statuses.subList(100, 139)).containsOnly(ScoreStatus.WARMUP);
        assertThat(statuses.subList(139, 160)).containsOnly(ScoreStatus.SCORED);
        // One is due after every third event: the one after event 98 is not finite.
        assertThat(runs.get(0).get("FORECAST a")).hasSize(160 / 3 - 1);
    }

    @Test
    void theCacheWorksBeforeForStToo() throws Exception {
        var expected = results(7, HEAP, new HashMapStateBackend(), false);
        assertThat(results(7, CACHE, new ForStStateBackend(), true)).isEqualTo(expected);
    }

    @Test
    void timersFreeAFewKeysAnEventAndSurviveARescaling() throws Exception {
        StreamSpec spec = spec(CACHE);
        try (OperatorRun run = new OperatorRun(spec, new EmbeddedRocksDBStateBackend(true))) {
            for (int i = 0; i < 10; i++) {
                run.event("gone" + i, 0, i, 1000, 1);
            }
            run.event("here", 0, 10, 1200, 1); // due only beyond twice 100 seconds
            run.snapshot();
            assertThat(run.storedKeys()).hasSize(11);
            run.restart(spec, 2);
            run.restart(spec, 1);
            assertThat(run.storedKeys()).hasSize(11);
            agree(run, 0, 1201, "here", "there"); // the last one frees two
            run.snapshot();
            assertThat(run.storedKeys()).hasSize(10);
            for (int i = 0; i < 4; i++) {
                run.event("here", 0, 20 + i, 1202 + i, 1);
            }
            run.snapshot();
            assertThat(run.storedKeys()).containsExactly("here", "there");
        }
    }

    /** Rescaled with them, and read with the others; a savepoint has none. */
    @Test
    void hotSlabsAreInTheCheckpointItself(@TempDir Path folder) throws Exception {
        StreamSpec spec = spec(HOT);
        StreamSpec heap = spec(HEAP);
        String[] keys = IntStream.range(0, 12).mapToObj(i -> "key" + i).toArray(String[]::new);
        try (OperatorRun run = new OperatorRun(spec, new EmbeddedRocksDBStateBackend(true));
                OperatorRun oracle = new OperatorRun(heap, new HashMapStateBackend())) {
            for (int i = 0; i < 72; i++) {
                // After the first snapshot half of the keys have no events.
                String key = keys[i % (i < 24 ? 12 : 6)];
                run.event(key, 0, i, 1000 + i, i % 5);
                oracle.event(key, 0, i, 1000 + i, i % 5);
                if (i % 24 == 23) {
                    assertThat(hotBytes(run.snapshot())).isPositive();
                    oracle.snapshot();
                    assertThat(slabs(folder.resolve("rocksdb" + i), run.parts()))
                            .hasSize(12)
                            .isEqualTo(slabs(folder.resolve("heap" + i), oracle.parts()));
                    run.restart(spec, PARALLELISMS[i / 24]);
                }
            }
            assertThat(run.storedKeys()).hasSize(12);
            assertThat(hotBytes(run.savepoint())).isZero();
            assertThat(run.results()).isEqualTo(oracle.results());
        }
    }

    private static long hotBytes(OperatorSubtaskState state) {
        return state.getRawKeyedState().getStateSize();
    }

    /** What is read from a checkpoint of these instances: keys and encoded slabs. */
    private static Map<String, String> slabs(Path folder, List<OperatorSubtaskState> instances)
            throws Exception {
        OperatorState operator =
                new OperatorState(
                        "score",
                        UndercurrentJob.SCORER_UID,
                        OperatorIdentifier.forUid(UndercurrentJob.SCORER_UID).getOperatorId(),
                        instances.size(),
                        OperatorRun.MAX_PARALLELISM);
        for (int i = 0; i < instances.size(); i++) {
            operator.putState(i, instances.get(i));
        }
        Files.createDirectories(folder);
        try (OutputStream out = Files.newOutputStream(folder.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(1, List.of(operator), List.of()), out);
        }
        Map<String, String> slabs = new TreeMap<>();
        SavedJob saved = SavedJob.open(folder.toUri().toString());
        try (CloseableIterator<KeySlab> all = saved.slabs()) {
            all.forEachRemaining(
                    each ->
                            assertThat(slabs.put(each.key, HexFormat.of().formatHex(each.slab)))
                                    .as(each.key)
                                    .isNull());
        }
        String one = slabs.keySet().iterator().next();
        try (CloseableIterator<KeySlab> found = saved.slabs(one)) {
            assertThat(HexFormat.of().formatHex(found.next().slab)).isEqualTo(slabs.get(one));
            assertThat(found.hasNext()).isFalse();
        }
        return slabs;
    }

    @Test
    void anotherPartitionsClockFreesNothing() throws Exception {
        StreamSpec spec = spec(CACHE);
        try (OperatorRun run = new OperatorRun(spec, new EmbeddedRocksDBStateBackend(true))) {
            agree(run, 0, 1000, "a", "c");
            agree(run, 1, 1000, "b", "d");
            for (int i = 0; i < 20; i++) {
                run.event("b", 1, i, 1000 + 90L * i, 1);
            }
            run.snapshot();
            assertThat(run.storedKeys()).containsExactly("a", "b", "c");
            run.event("c", 0, 8, 1100, 1);
            run.event("c", 0, 9, 1200, 1);
            run.event("c", 0, 10, 1201, 1);
            for (int i = 20; i < 30; i++) {
                run.event("b", 1, i, 1000 + 90L * i, 1);
            }
            run.snapshot();
            assertThat(run.storedKeys()).containsExactly("b", "c");
        }
    }

    /** Rescaled before the silence is reported, and after. */
    @Test
    void aSilentKeyIsToldOfOnceWhateverRestarts() throws Exception {
        Wire<Anomaly> wire = new Wire<>(Anomaly.getClassSchema());
        StreamSpec spec =
                OperatorRun.spec(
                        "job: {jit-warm-up: 0s, expire-after: 3000s, " + CACHE + "}",
                        "source.late: dead-letter");
        try (OperatorRun run = new OperatorRun(spec, new EmbeddedRocksDBStateBackend(true))) {
            for (int i = 0; i < 600; i++) {
                for (String key : List.of("a", "b", "c", "d", "e")) {
                    if (!key.equals("a") || i < 300) {
                        double value = Math.sin(i * 0.7) + 0.1 * (i * 7919 % 13);
                        run.event(key, 0, 10L * i + key.charAt(0) % 5, 1000 + 10L * i, value);
                    }
                }
                if (i == 305 || i == 360 || i == 500) {
                    run.restart(spec, 2);
                    run.restart(spec, 1);
                }
            }
            List<Anomaly> notices = new ArrayList<>();
            for (String value : run.results().get("ANOMALY a")) {
                Anomaly anomaly = wire.decode(HexFormat.of().parseHex(value));
                if (anomaly.getId().startsWith("silence-")) {
                    notices.add(anomaly);
                }
            }
            assertThat(notices).hasSize(1);
            assertThat(notices.get(0).getKind()).isEqualTo("MISSING_EVENTS");
            assertThat(notices.get(0).getSince()).isEqualTo(Instant.ofEpochSecond(1000 + 2990));
            assertThat(notices.get(0).getTime())
                    .isBetween(
                            Instant.ofEpochSecond(1000 + 2990 + 160),
                            Instant.ofEpochSecond(1000 + 2990 + 400));
            assertThat(run.results()).doesNotContainKeys("ANOMALY b", "ANOMALY c", "ANOMALY d");
        }
    }

    /** A partition's clock begins where two keys' records, one after the other, agree. */
    private static void agree(OperatorRun run, int partition, long seconds, String... keys)
            throws Exception {
        for (int i = 0; i < 8; i++) {
            run.event(keys[i % 2], partition, i, seconds, 1);
        }
    }

    @Test
    void oneKeyWithAWrongClockForgetsNoOther() throws Exception {
        StreamSpec spec = spec(CACHE);
        try (OperatorRun run = new OperatorRun(spec, new EmbeddedRocksDBStateBackend(true))) {
            agree(run, 0, 1000, "a", "b");
            for (int i = 0; i < 50; i++) {
                run.event("wrong", 0, 8 + i, 4_000_000_000L + i, 1); // so is its timestamp
            }
            for (int i = 0; i < 30; i++) {
                run.event("a", 0, 58 + i, 1001 + i, 1);
            }
            run.snapshot();
            assertThat(run.storedKeys()).containsExactly("a", "b", "wrong");
        }
    }

    @Test
    void aCacheSmallerThanASlabIsRefused() {
        for (String option : List.of("cache-size: 33000B, cache-max-dirty", "cache-max-dirty")) {
            StreamSpec spec =
                    spec(String.format(Locale.ROOT, "state-backend: rocksdb, %s: 32999B", option));
            String named = option.startsWith("cache-size") ? "cache-size = 33000B" : option + " = ";
            assertThatThrownBy(() -> new OperatorRun(spec, new EmbeddedRocksDBStateBackend(true)))
                    .rootCause()
                    .hasMessageContaining("job." + named)
                    .hasMessageContaining("less than one key's state with this model; allowed are")
                    .hasMessageContaining("at least 35");
        }
    }
}
