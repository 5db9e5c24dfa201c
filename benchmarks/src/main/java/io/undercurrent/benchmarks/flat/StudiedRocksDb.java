package io.undercurrent.benchmarks.flat;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.HistogramType;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;

/**
 * Gives each task's RocksDB the variant that its thread was told, and counts what all of them do;
 * they work one at a time.
 */
public final class StudiedRocksDb implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1L;

    private static final ThreadLocal<RocksVariant> VARIANT =
            ThreadLocal.withInitial(() -> RocksVariant.JOB);

    private static Statistics statistics;

    /**
     * Work so far, by RocksDB's own account.
     *
     * @param fileMicros waited for blocks from files; those of compactions too
     * @param decompressMicros of these blocks
     * @param compactMicros of compactions
     * @param flushMicros of flushes
     * @param blocks read from files for reads of values
     * @param put bytes handed to RocksDB
     * @param flushed bytes from memory to files
     * @param compacted bytes that compactions wrote
     */
    record Work(
            double fileMicros,
            double decompressMicros,
            double compactMicros,
            double flushMicros,
            long blocks,
            long put,
            long flushed,
            long compacted) {
        Work since(Work before) {
            return new Work(
                    fileMicros - before.fileMicros,
                    decompressMicros - before.decompressMicros,
                    compactMicros - before.compactMicros,
                    flushMicros - before.flushMicros,
                    blocks - before.blocks,
                    put - before.put,
                    flushed - before.flushed,
                    compacted - before.compacted);
        }
    }

    /** For the RocksDB that this thread makes next. */
    static void tell(RocksVariant variant) {
        VARIANT.set(variant);
    }

    /** As of now. */
    static Work work() {
        Statistics all = statistics();
        return new Work(
                sum(all, HistogramType.SST_READ_MICROS),
                sum(all, HistogramType.DECOMPRESSION_TIMES_NANOS) / 1e3,
                sum(all, HistogramType.COMPACTION_TIME),
                sum(all, HistogramType.FLUSH_TIME),
                all.getTickerCount(TickerType.BLOCK_CACHE_DATA_MISS),
                all.getTickerCount(TickerType.BYTES_WRITTEN),
                all.getTickerCount(TickerType.FLUSH_WRITE_BYTES),
                all.getTickerCount(TickerType.COMPACT_WRITE_BYTES));
    }

    private static double sum(Statistics all, HistogramType what) {
        return all.getHistogramData(what).getSum();
    }

    private static synchronized Statistics statistics() {
        if (statistics == null) {
            statistics = new Statistics(); // for the whole process, so it is never closed
            statistics.setStatsLevel(StatsLevel.EXCEPT_TIME_FOR_MUTEX);
        }
        return statistics;
    }

    @Override
    public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> closed) {
        return options.setStatistics(statistics());
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
            ColumnFamilyOptions options, Collection<AutoCloseable> closed) {
        return VARIANT.get().apply(options);
    }
}
