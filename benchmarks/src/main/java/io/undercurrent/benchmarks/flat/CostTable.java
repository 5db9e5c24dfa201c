package io.undercurrent.benchmarks.flat;

import java.util.List;
import java.util.Locale;

/** Prints what an event's cost consists of, and what RocksDB did for it. */
final class CostTable {
    private CostTable() {}

    static void print(List<Cell> cells) {
        line(
                "%nus of CPU an event: the task's thread that scores, reads and writes slabs; all other threads%n"
                        + "setting           keys  hit rate  us/event  scores   reads  writes  others%n");
        for (Cell cell : cells) {
            line(
                    "%-11s %,10d %9.3f %9.2f %7.2f %7.2f %7.2f %7.2f%n",
                    cell.variant.id(),
                    cell.keys,
                    cell.hitRate(),
                    cell.micros(),
                    cell.part(Part.SCORING),
                    cell.part(Part.READING),
                    cell.part(Part.WRITING),
                    cell.part(Part.BACKGROUND));
        }
        line(
                "%na miss: us of CPU of its read; by RocksDB's own account, wall time: blocks read from files and decompressed%n"
                        + "(compactions' too), compactions, flushes; then bytes an event that were put, how often they were written%n"
                        + "to files, and bytes of new files an event, which an incremental checkpoint would upload%n"
                        + "setting           keys  us read  blocks  files  decompress  compact  flush    put  written  new files%n");
        for (Cell cell : cells) {
            double put = cell.part(Part.PUT);
            line(
                    "%-11s %,10d %8.2f %7.2f %6.2f %11.2f %8.2f %6.2f %,6.0f %8.2f %,10.0f%n",
                    cell.variant.id(),
                    cell.keys,
                    cell.ofMiss(Part.READING),
                    cell.ofMiss(Part.BLOCKS),
                    cell.ofMiss(Part.FILES),
                    cell.ofMiss(Part.DECOMPRESSION),
                    cell.ofMiss(Part.COMPACTION),
                    cell.ofMiss(Part.FLUSHES),
                    put,
                    put > 0 ? cell.part(Part.WRITTEN) / put : 0,
                    cell.part(Part.NEW_FILES));
        }
        line("%n");
    }

    private static void line(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
    }
}
