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
 * Gives each task's RocksDB the variant that its thread was told, and an account of what it does.
 */
public final class StudiedRocksDb implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1L;

    private static final ThreadLocal<Account> TOLD = new ThreadLocal<>();

    /** One RocksDB's setting and what it counts. */
    static final class Account {
        private final RocksVariant variant;

        /** RocksDB may count until the process ends, so it is never closed. */
        private final Statistics statistics = new Statistics();

        private Account(RocksVariant variant) {
            this.variant = variant;
            statistics.setStatsLevel(StatsLevel.EXCEPT_TIME_FOR_MUTEX);
        }

        /** As of now. */
        Work work() {
            return new Work(
                    sum(HistogramType.SST_READ_MICROS),
                    sum(HistogramType.DECOMPRESSION_TIMES_NANOS) / 1e3,
                    sum(HistogramType.COMPACTION_TIME),
                    sum(HistogramType.FLUSH_TIME),
                    statistics.getTickerCount(TickerType.BLOCK_CACHE_DATA_MISS),
                    statistics.getTickerCount(TickerType.BYTES_WRITTEN),
                    statistics.getTickerCount(TickerType.FLUSH_WRITE_BYTES),
                    statistics.getTickerCount(TickerType.COMPACT_WRITE_BYTES));
        }

        private double sum(HistogramType what) {
            return statistics.getHistogramData(what).getSum();
        }
    }

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
    static Account tell(RocksVariant variant) {
        Account account = new Account(variant);
        TOLD.set(account);
        return account;
    }

    @Override
    public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> closed) {
        return options.setStatistics(TOLD.get().statistics);
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
            ColumnFamilyOptions options, Collection<AutoCloseable> closed) {
        return TOLD.get().variant.apply(options);
    }
}
