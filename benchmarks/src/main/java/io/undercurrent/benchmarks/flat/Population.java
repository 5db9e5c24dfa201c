package io.undercurrent.benchmarks.flat;

import io.undercurrent.benchmarks.local.Cpu;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.Slab;
import io.undercurrent.stream.keystates.CacheStats;
import io.undercurrent.stream.keystates.CachedSlabs;
import io.undercurrent.stream.keystates.SlabState;
import io.undercurrent.stream.metrics.Metrics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The keys of one number of keys: their slabs in a state of their own, and their events. */
final class Population {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long INTERVAL_MICROS = 1_000_000;

    /** Prime to the number of keys, so that ranks do not stand in order in RocksDB. */
    static final long STRIDE = 7919;

    /** After the last write RocksDB still compacts; it is done when the process rests. */
    private static final int REST_MILLIS = 100;

    private static final double RESTING = 0.05;
    private static final int CALM_RESTS = 3;
    private static final int LONGEST_RESTS = 300;

    final List<Cell> cells;
    private final int keys;
    private final Scorer scorer;
    private final CountedState state;
    private final StudiedRocksDb.Account account;
    private final Slab first;
    private final int[] ranks;
    private final String[] names;
    private final ScoreOutput out = new ScoreOutput(1);
    private final ForecastOutput forecast;
    private final double[] value = new double[1];
    private int next;

    /**
     * Nothing is written yet.
     *
     * @param first the slab that every key begins with; it has seen some events
     */
    Population(
            KeyLoad load,
            List<Cell> cells,
            Zipf zipf,
            Scorer scorer,
            ScorerOptions options,
            SlabState state,
            StudiedRocksDb.Account account,
            Slab first) {
        this.account = account;
        this.cells = cells;
        this.scorer = scorer;
        this.state = new CountedState(state);
        this.first = first;
        keys = cells.get(0).keys;
        forecast = new ForecastOutput(options);
        int turn = cells.stream().mapToInt(cell -> cell.warmUp + load.events()).sum();
        ranks = zipf.draw(Math.multiplyExact(turn, load.rounds() + 1), keys);
        names = new String[keys];
        for (int rank = 0; rank < keys; rank++) {
            names[rank] = "key-" + rank * STRIDE % keys;
        }
    }

    /** Gives slabs to the keys that have events, or to all; returns to how many. */
    int fill(boolean all) throws Exception {
        BitSet wanted = new BitSet(keys);
        if (all) {
            wanted.set(0, keys);
        }
        for (int rank : ranks) {
            wanted.set(rank);
        }
        for (int rank = wanted.nextSetBit(0); rank >= 0; rank = wanted.nextSetBit(rank + 1)) {
            state.write(names[rank], first);
        }
        cells.forEach(cell -> cell.withState = wanted.cardinality());
        return wanted.cardinality();
    }

    /** One turn behind an empty cache: filled first, then timed until RocksDB rests. */
    void turn(Cell cell, int events, boolean kept, NewFiles files) throws Exception {
        var stats = new CacheStats(Metrics.NONE);
        int dirty = Math.max(1, cell.capacity / 2);
        CachedSlabs cache = new CachedSlabs(state, cell.capacity, dirty, stats);
        score(cache, cell.warmUp);
        rest();
        files.look();
        StudiedRocksDb.Work before = account.work();
        long reads = state.reads;
        long writes = state.writes;
        long readNanos = state.readNanos;
        long writeNanos = state.writeNanos;
        long thread = THREADS.getCurrentThreadCpuTime();
        long begin = Cpu.processNanos();
        score(cache, events);
        reads = state.reads - reads;
        writes = state.writes - writes;
        double own = THREADS.getCurrentThreadCpuTime() - thread;
        // As many slabs are dirty as at the beginning, so what they still cost is left out.
        rest();
        double all = Cpu.processNanos() - begin;
        if (kept) {
            double reading = state.readNanos - readNanos;
            double writing = state.writeNanos - writeNanos;
            Map<Part, Double> parts = new EnumMap<>(Part.class);
            parts.put(Part.SCORING, (own - reading - writing) / 1e3);
            parts.put(Part.READING, reading / 1e3);
            parts.put(Part.WRITING, writing / 1e3);
            parts.put(Part.BACKGROUND, (all - own) / 1e3);
            rocksDb(parts, account.work().since(before));
            parts.put(Part.NEW_FILES, (double) files.look());
            parts.replaceAll((part, sum) -> sum / events);
            cell.turns.add(
                    new Cell.Turn(
                            all / 1e3 / events,
                            1 - (double) reads / events,
                            (double) writes / events,
                            parts));
        }
        cache.flush();
    }

    private static void rocksDb(Map<Part, Double> parts, StudiedRocksDb.Work work) {
        parts.put(Part.FILES, work.fileMicros());
        parts.put(Part.DECOMPRESSION, work.decompressMicros());
        parts.put(Part.COMPACTION, work.compactMicros());
        parts.put(Part.FLUSHES, work.flushMicros());
        parts.put(Part.BLOCKS, (double) work.blocks());
        parts.put(Part.PUT, (double) work.put());
        parts.put(Part.WRITTEN, (double) work.flushed() + work.compacted());
    }

    private void score(CachedSlabs cache, int events) throws Exception {
        for (int end = next + events; next < end; next++) {
            String key = names[ranks[next]];
            Slab slab = cache.get(key);
            score(slab, next);
            cache.put(key, slab);
        }
    }

    private void score(Slab slab, int event) {
        value[0] = Made.value(event);
        scorer.score(slab, time(event), value, out);
        if (out.forecastDue) {
            scorer.forecast(slab, forecast);
        }
    }

    private long time(int event) {
        return first.lastTimeMicros() + (event + 1) * INTERVAL_MICROS;
    }

    /**
     * Where others have the processor, compactions rest now and then: one calm moment is not
     * enough.
     */
    void rest() throws InterruptedException {
        int calm = 0;
        for (int rests = 0; rests < LONGEST_RESTS && calm < CALM_RESTS; rests++) {
            long before = Cpu.processNanos();
            StudiedRocksDb.Work work = account.work();
            Thread.sleep(REST_MILLIS);
            boolean still = account.work().equals(work);
            boolean calmNow = Cpu.processNanos() - before < RESTING * REST_MILLIS * 1e6;
            calm = still && calmNow ? calm + 1 : 0;
        }
    }

    /** Whether a key's slab in RocksDB is what its events alone make of the first. */
    boolean isWhole(int rank) throws Exception {
        Slab kept = state.read(names[rank]);
        if (kept == null) {
            return IntStream.of(ranks).noneMatch(drawn -> drawn == rank);
        }
        Slab slab = first.copy();
        for (int event = 0; event < next; event++) {
            if (ranks[event] == rank) {
                score(slab, event);
            }
        }
        return Bytes.equal(slab, kept);
    }
}
