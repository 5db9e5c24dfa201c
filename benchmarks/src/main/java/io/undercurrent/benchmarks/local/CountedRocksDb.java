package io.undercurrent.benchmarks.local;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;

/** Counts what every RocksDB of this process writes; Flink makes one for each instance. */
public final class CountedRocksDb implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1L;

    private static Statistics statistics;

    /**
     * Bytes so far.
     *
     * @param put what was handed to RocksDB
     * @param flushed what it wrote from memory to files
     * @param compacted what it wrote when it merged files
     */
    public record Written(long put, long flushed, long compacted) {
        /**
         * What was written since an earlier moment.
         *
         * @param before the earlier moment
         * @return the differences
         */
        public Written since(Written before) {
            return new Written(
                    put - before.put, flushed - before.flushed, compacted - before.compacted);
        }

        /**
         * Write amplification.
         *
         * @return bytes written to files for each byte that was put; 0 if none was
         */
        public double amplification() {
            return put == 0 ? 0 : (double) (flushed + compacted) / put;
        }
    }

    /** As of now. */
    public static synchronized Written written() {
        return statistics == null
                ? new Written(0, 0, 0)
                : new Written(
                        statistics.getTickerCount(TickerType.BYTES_WRITTEN),
                        statistics.getTickerCount(TickerType.FLUSH_WRITE_BYTES),
                        statistics.getTickerCount(TickerType.COMPACT_WRITE_BYTES));
    }

    private static synchronized Statistics statistics() {
        if (statistics == null) {
            statistics = new Statistics(); // for the whole process, so it is never closed
            statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
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
        return options;
    }
}
