package io.undercurrent.benchmarks.flat;

import io.undercurrent.benchmarks.local.Medians;
import java.util.List;
import java.util.Locale;

/** Prints what was measured. */
final class FlatTable {
    private static final double GOAL = 0.1;

    /** With all keys' states and one hit rate: 1.5 times the fewest keys'. */
    private static final double EQUAL_RATE_GOAL = 0.5;

    private FlatTable() {}

    static void history(String model, HistoryCost cost, List<Integer> lengths, int rounds) {
        print("%n%s, one key; CPU of its next events, medians of %d turns%n", model, rounds);
        print("   history   bytes  us/event  / the shortest  rounds%n");
        double shortest = Medians.of(cost.micros(0));
        double worst = 0;
        for (int l = 0; l < lengths.size(); l++) {
            double[] micros = cost.micros(l);
            double ratio = Medians.of(micros) / shortest;
            worst = Math.max(worst, Math.abs(ratio - 1));
            print(
                    "%,10d %7d %9.2f %15.3f  %.2f to %.2f%n",
                    lengths.get(l),
                    cost.bytes(l),
                    Medians.of(micros),
                    ratio,
                    Medians.least(micros),
                    Medians.most(micros));
        }
        verdict(worst, GOAL);
        print("every turn's scores equal the first pass's to the bit%n");
    }

    static void keys(KeyLoad load, List<Cell> cells, Line line) {
        print(
                "%n%s on RocksDB, keys %s, %,d events a turn, means of %d turns%n",
                load.model(), load.law(), load.events(), load.rounds());
        print(
                "setting           keys  with state   cache  hit rate  writes  us/event  / fewest keys  / line  turns%n");
        double worst = 0;
        for (Cell cell : cells) {
            Cell fewest = fewest(cells, cell);
            double ratio = cell.micros() / fewest.micros();
            boolean judged = !Double.isNaN(cell.target);
            worst = judged ? Math.max(worst, Math.abs(ratio - 1)) : worst;
            print(
                    "%-11s %,10d %,11d %,7d %9.3f %7.3f %9.2f %14s %7s  %s%n",
                    cell.variant.id(),
                    cell.keys,
                    cell.withState,
                    cell.capacity,
                    cell.hitRate(),
                    cell.writes(),
                    cell.micros(),
                    judged ? String.format(Locale.ROOT, "%.3f", ratio) : "same cache",
                    load.hasLine()
                            ? String.format(
                                    Locale.ROOT, "%.3f", cell.micros() / line.at(cell.hitRate()))
                            : "-",
                    cell.range());
        }
        verdict(worst, load.hasLine() ? GOAL : EQUAL_RATE_GOAL);
        if (load.hasLine()) {
            print("line: %.2f us + %.2f us x misses%n", line.hit(), line.miss());
        }
        CostTable.print(cells);
        print("sampled slabs are what their events alone make of them, byte by byte%n");
    }

    private static Cell fewest(List<Cell> cells, Cell of) {
        return cells.stream()
                .filter(cell -> Double.compare(cell.target, of.target) == 0)
                .filter(cell -> cell.variant == of.variant)
                .findFirst()
                .orElseThrow();
    }

    private static void verdict(double worst, double goal) {
        print(
                "furthest from the first: %.1f%%; goal: %.0f%%: %s%n",
                100 * worst, 100 * goal, worst <= goal ? "reached" : "missed");
    }

    private static void print(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
    }
}
