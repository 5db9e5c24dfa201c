package io.undercurrent.benchmarks.flat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;

/** A RocksDB that differs from the job's in one setting, to see what a miss costs there. */
enum RocksVariant {
    JOB,
    SNAPPY,
    BLOCK_16K,
    BLOCK_64K,
    BLOOM,
    PARTITIONED,
    UNIVERSAL,
    BLOBS;

    private static final int BLOCK = 16 << 10;
    private static final int LARGE_BLOCK = 64 << 10;
    private static final double BLOOM_BITS = 10;

    /** From this size on a value goes into a blob file. */
    private static final long BLOB_BYTES = 4 << 10;

    private void change(ColumnFamilyOptions options, BlockBasedTableConfig table) {
        switch (this) {
            case JOB -> {
                // As it is.
            }
            case SNAPPY ->
                    options.setCompressionPerLevel(List.of(CompressionType.SNAPPY_COMPRESSION));
            case BLOCK_16K -> table.setBlockSize(BLOCK);
            case BLOCK_64K -> table.setBlockSize(LARGE_BLOCK);
            case BLOOM -> table.setFilterPolicy(new BloomFilter(BLOOM_BITS, false));
            case PARTITIONED ->
                    table.setFilterPolicy(new BloomFilter(BLOOM_BITS, false))
                            .setIndexType(IndexType.kTwoLevelIndexSearch)
                            .setPartitionFilters(true)
                            .setPinTopLevelIndexAndFilter(true);
            case UNIVERSAL -> options.setCompactionStyle(CompactionStyle.UNIVERSAL);
            case BLOBS ->
                    options.setEnableBlobFiles(true)
                            .setMinBlobSize(BLOB_BYTES)
                            .setEnableBlobGarbageCollection(true);
        }
    }

    /** Changes the job's options. */
    ColumnFamilyOptions apply(ColumnFamilyOptions options) {
        BlockBasedTableConfig table =
                options.tableFormatConfig() instanceof BlockBasedTableConfig known
                        ? known
                        : new BlockBasedTableConfig();
        change(options, table);
        return options.setTableFormatConfig(table);
    }

    /** As options and tables call it. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<RocksVariant> of(List<String> ids) {
        List<RocksVariant> found = new ArrayList<>();
        for (String id : ids) {
            found.add(
                    Stream.of(values())
                            .filter(each -> each.id().equals(id))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "--variants = "
                                                            + id
                                                            + ": allowed are "
                                                            + all())));
        }
        return found;
    }

    static String all() {
        return String.join(", ", Stream.of(values()).map(RocksVariant::id).toList());
    }
}
