package io.undercurrent.stream.keystates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.Slab;
import io.undercurrent.stream.metrics.Metrics;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The cache beside a store without one, and how much it asks of the backend. */
class CachedSlabsTest {
    private final Scorer scorer;
    private final ScoreOutput output = new ScoreOutput(1);
    private BytesBackend backend = new BytesBackend();
    private CacheStats stats;
    private long time;

    CachedSlabsTest() throws IOException {
        scorer = new Scorer(Models.load("bundled:tiny"), ScorerOptions.defaults(1), 1);
    }

    private SlabStore cache(int capacity, int maxDirty) {
        stats = new CacheStats(Metrics.NONE);
        return new CachedSlabs(backend, capacity, maxDirty, stats);
    }

    private void event(SlabStore store, String key, long at) throws Exception {
        Slab slab = store.get(key);
        slab = slab == null ? scorer.newSlab() : slab;
        scorer.score(slab, at, new double[] {at % 17}, output);
        store.put(key, slab);
    }

    private void events(SlabStore store, String... keys) throws Exception {
        for (String key : keys) {
            event(store, key, ++time);
        }
    }

    @RepeatedTest(20)
    void itIsTheStoreWithoutACacheAcrossEvictionsSnapshotsAndRestores() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int capacity = random.nextInt(1, 9);
        int maxDirty = random.nextInt(1, 12);
        int keys = random.nextInt(1, 25);
        String about =
                String.format(
                        Locale.ROOT,
                        "seed %d: %d of %d dirty, %d keys",
                        seed,
                        maxDirty,
                        capacity,
                        keys);
        BytesBackend oracleBackend = new BytesBackend();
        SlabStore oracle = new DirectSlabs(oracleBackend);
        SlabStore cache = cache(capacity, maxDirty);
        Map<String, byte[]> checkpoint = Map.of();
        Map<String, byte[]> expected = Map.of();
        for (int step = 0; step < 1500; step++) {
            String key = "k" + random.nextInt(keys);
            int what = random.nextInt(100);
            if (what < 88) {
                event(oracle, key, step);
                event(cache, key, step);
            } else if (what < 91) {
                assertSame(about, oracle.peek(key), cache.peek(key));
            } else if (what < 93) {
                assertSame(about, oracle.get(key), cache.get(key)); // refused as late: no put
            } else if (what < 96) {
                oracle.remove(key);
                cache.remove(key);
            } else if (what < 99) {
                oracle.flush();
                cache.flush();
                checkpoint = backend.snapshot();
                expected = oracleBackend.snapshot();
                assertThat(checkpoint).as(about).containsExactlyInAnyOrderEntriesOf(expected);
            } else {
                backend = BytesBackend.of(checkpoint);
                cache = cache(capacity, maxDirty);
                oracleBackend = BytesBackend.of(expected);
                oracle = new DirectSlabs(oracleBackend);
            }
            assertThat(stats.dirty).as(about).isLessThanOrEqualTo(Math.min(maxDirty, capacity));
        }
    }

    private static void assertSame(String about, Slab expected, Slab found) {
        assertThat(found == null).as(about).isEqualTo(expected == null);
        if (expected != null) {
            assertThat(BytesBackend.bytes(found)).as(about).isEqualTo(BytesBackend.bytes(expected));
        }
    }

    @Test
    void aHotKeyIsNotWrittenAgainHoweverManyOthersPassThroughTheDirtySet() throws Exception {
        SlabStore cache = cache(100, 4);
        for (int i = 0; i < 40; i++) {
            events(cache, "hot", "cold" + i);
        }
        // Three cold ones are dirty beside the hot one; each of the others was written once.
        assertThat(backend.writes).isEqualTo(37);
        assertThat(backend.snapshot()).doesNotContainKey("hot");
        cache.flush();
        assertThat(backend.writes).isEqualTo(41);
        cache.flush();
        assertThat(backend.writes).isEqualTo(41);
    }

    @Test
    void aFlushWritesNoMoreThanTheLimitHoweverLargeTheCache() throws Exception {
        SlabStore cache = cache(1000, 10);
        for (int i = 0; i < 500; i++) {
            events(cache, "k" + i);
        }
        int before = backend.writes;
        cache.flush();
        assertThat(backend.writes - before).isEqualTo(10);
        for (int i = 0; i < 500; i++) {
            events(cache, "k" + i);
        }
        assertThat(backend.reads).as("only the first event of each key reads").isEqualTo(500);
    }

    @Test
    void whereKeysDoNotFitAnEventCostsAtMostOneReadAndOneWrite() throws Exception {
        SlabStore cache = cache(16, 4);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 64; i++) {
            events(cache, "k" + i);
        }
        for (int i = 0; i < 2000; i++) {
            int reads = backend.reads;
            int writes = backend.writes;
            events(cache, "k" + random.nextInt(64));
            assertThat(backend.reads - reads).isLessThanOrEqualTo(1);
            assertThat(backend.writes - writes).isLessThanOrEqualTo(1);
        }
        assertThat(stats.hits.get()).isBetween(350L, 650L); // a quarter fits
        assertThat(backend.writes).isLessThan(2064);
    }

    @Test
    void theLeastRecentlyUsedIsEvictedAndACleanOneWithoutAWrite() throws Exception {
        SlabStore cache = cache(3, 3);
        events(cache, "a", "b", "c");
        cache.flush();
        assertThat(cache.get("a")).isNotNull();
        int writes = backend.writes;
        events(cache, "d"); // drops b
        assertThat(backend.writes).isEqualTo(writes);
        int reads = backend.reads;
        events(cache, "a", "c", "d");
        assertThat(backend.reads).isEqualTo(reads);
        events(cache, "b");
        assertThat(backend.reads).isEqualTo(reads + 1);
        assertThat(stats.evictions.get()).isEqualTo(2);
    }

    @Test
    void theHitRateIsThatOfTheReadsBetweenTwoFlushes() throws Exception {
        SlabStore cache = cache(10, 10);
        events(cache, "a", "b", "a", "a");
        assertThat(stats.hitRate).isZero();
        cache.flush();
        assertThat(stats.hitRate).isEqualTo(0.5);
        events(cache, "a", "b");
        cache.flush();
        assertThat(stats.hitRate).isEqualTo(1);
        cache.flush();
        assertThat(stats.hitRate).isZero();
    }

    private CachedSlabs hotCache(int capacity, int maxDirty) {
        stats = new CacheStats(Metrics.NONE);
        CachedSlabs cache = new CachedSlabs(backend, capacity, maxDirty, stats);
        cache.keepHot();
        return cache;
    }

    /** A checkpoint whose own slabs are read later, while events go on. */
    private record Shared(
            SharedSlabs slabs, Map<String, byte[]> stored, Map<String, byte[]> expected) {
        Map<String, byte[]> read() {
            Map<String, byte[]> all = new HashMap<>(stored);
            for (int i = 0; i < slabs.size(); i++) {
                all.put(slabs.key(i), BytesBackend.bytes(slabs.slab(i)));
            }
            return all;
        }
    }

    @RepeatedTest(20)
    void checkpointsWithSlabsOfTheirOwnHoldWhatTheBarrierFound() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        int capacity = random.nextInt(1, 12);
        int maxDirty = random.nextInt(1, 6);
        int keys = random.nextInt(1, 20);
        String about =
                String.format(
                        Locale.ROOT,
                        "seed %d: %d of %d dirty, %d keys",
                        seed,
                        maxDirty,
                        capacity,
                        keys);
        BytesBackend oracleBackend = new BytesBackend();
        SlabStore oracle = new DirectSlabs(oracleBackend);
        CachedSlabs cache = hotCache(capacity, maxDirty);
        Deque<Shared> open = new ArrayDeque<>();
        Map<String, byte[]> last = Map.of();
        int own = 0;
        for (int step = 0; step < 1500; step++) {
            String key = "k" + random.nextInt(random.nextInt(1, keys + 1));
            int what = random.nextInt(100);
            if (what < 86) {
                event(oracle, key, step);
                event(cache, key, step);
            } else if (what < 88) {
                assertSame(about, oracle.get(key), cache.get(key)); // refused as late: no put
            } else if (what < 90) {
                oracle.remove(key);
                cache.remove(key);
            } else if (what < 94) {
                int written = backend.writes;
                SharedSlabs shared = cache.share();
                assertThat(backend.writes - written).as(about).isLessThanOrEqualTo(maxDirty);
                own += shared.size();
                open.add(new Shared(shared, backend.snapshot(), oracleBackend.snapshot()));
            } else if (what < 95) {
                cache.flush();
                assertThat(backend.snapshot())
                        .as(about)
                        .containsExactlyInAnyOrderEntriesOf(oracleBackend.snapshot());
            } else if (what < 99 && !open.isEmpty()) {
                // The newest one may end first: a savepoint runs beside checkpoints.
                Shared ended = random.nextBoolean() ? open.removeFirst() : open.removeLast();
                last = ended.read();
                assertThat(last).as(about).containsExactlyInAnyOrderEntriesOf(ended.expected);
                ended.slabs.release();
            } else if (what == 99) {
                backend = BytesBackend.of(last);
                oracleBackend = BytesBackend.of(last);
                oracle = new DirectSlabs(oracleBackend);
                cache = hotCache(capacity, maxDirty);
                open.clear();
            }
        }
        assertThat(own).as(about).isPositive();
    }

    @Test
    void aKeyWithEventsInEveryIntervalIsNotWrittenToTheBackendUntilItHasNone() throws Exception {
        CachedSlabs cache = hotCache(100, 2);
        events(cache, "hot", "warm", "hot", "warm");
        for (int i = 0; i < 5; i++) {
            SharedSlabs shared = cache.share();
            assertThat(shared.size()).isEqualTo(2);
            shared.release();
            events(cache, "hot", "warm");
        }
        assertThat(backend.writes).isZero();
        assertThat(stats.dirty).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            assertThat(cache.share().size()).isEqualTo(2);
            events(cache, "hot");
        }
        assertThat(backend.snapshot()).containsOnlyKeys("warm");
        assertThat(cache.share().size()).isEqualTo(1);
        // Without any events: what is hot no longer is written at checkpoints.
        cache.share();
        assertThat(cache.share().size()).isZero();
        assertThat(backend.snapshot()).containsOnlyKeys("warm", "hot");
    }

    @Test
    void aSlabIsCopiedOnlyWhileACheckpointReadsIt() throws Exception {
        CachedSlabs cache = hotCache(10, 2);
        events(cache, "a", "a");
        SharedSlabs first = cache.share();
        Slab seen = first.slab(0);
        assertThat(cache.get("a")).isNotSameAs(seen);
        Slab own = cache.get("a");
        assertThat(cache.get("a")).isSameAs(own);
        cache.put("a", own);
        SharedSlabs second = cache.share();
        second.release();
        assertThat(cache.get("a")).as("the first one still reads").isNotSameAs(own);
        cache.put("a", cache.get("a"));
        first.release();
        own = cache.get("a");
        cache.put("a", own);
        cache.share().release();
        assertThat(cache.get("a")).isSameAs(own);
        cache.put("a", own);
        cache.share().done(0);
        assertThat(cache.get("a")).as("read, though the checkpoint goes on").isSameAs(own);
    }

    @Test
    void aFailedWriteLosesNothing() throws Exception {
        SlabStore cache = cache(3, 3);
        events(cache, "a", "b");
        backend.fails = true;
        assertThatThrownBy(cache::flush).isInstanceOf(IOException.class).hasMessage("disk full");
        backend.fails = false;
        cache.flush();
        assertThat(backend.snapshot()).containsOnlyKeys("a", "b");
        assertThat(BytesBackend.bytes(cache.get("a"))).isEqualTo(backend.snapshot().get("a"));
    }

    @Test
    void aCacheOfNothingIsRefused() {
        assertThatThrownBy(() -> cache(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cache of 0 slabs, 1 of them dirty: allowed are at least 1");
    }
}
