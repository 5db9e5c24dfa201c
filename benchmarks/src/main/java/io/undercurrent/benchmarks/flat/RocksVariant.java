package io.undercurrent.benchmarks.flat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;

/** A RocksDB that differs from the job's in one setting, to see what a miss costs there. */
enum RocksVariant {
    JOB((options, table) -> {}),
    SNAPPY((options, table) -> options.setCompressionPerLevel(snappy())),
    BLOCK_16K((options, table) -> table.setBlockSize(16 << 10)),
    BLOCK_64K((options, table) -> table.setBlockSize(64 << 10)),
    BLOOM((options, table) -> table.setFilterPolicy(new BloomFilter(10, false))),
    PARTITIONED(RocksVariant::partition),
    UNIVERSAL((options, table) -> options.setCompactionStyle(CompactionStyle.UNIVERSAL)),
    BLOBS(RocksVariant::blobs);

    /** From this size on a value goes into a blob file. */
    private static final long BLOB_BYTES = 4 << 10;

    private final BiConsumer<ColumnFamilyOptions, BlockBasedTableConfig> change;

    RocksVariant(BiConsumer<ColumnFamilyOptions, BlockBasedTableConfig> change) {
        this.change = change;
    }

    private static List<CompressionType> snappy() {
        return List.of(CompressionType.SNAPPY_COMPRESSION);
    }

    private static void partition(ColumnFamilyOptions options, BlockBasedTableConfig table) {
        table.setFilterPolicy(new BloomFilter(10, false))
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setPinTopLevelIndexAndFilter(true);
    }

    private static void blobs(ColumnFamilyOptions options, BlockBasedTableConfig table) {
        options.setEnableBlobFiles(true)
                .setMinBlobSize(BLOB_BYTES)
                .setEnableBlobGarbageCollection(true);
    }

    /** Changes the job's options. */
    ColumnFamilyOptions apply(ColumnFamilyOptions options) {
        BlockBasedTableConfig table =
                options.tableFormatConfig() instanceof BlockBasedTableConfig known
                        ? known
                        : new BlockBasedTableConfig();
        change.accept(options, table);
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
