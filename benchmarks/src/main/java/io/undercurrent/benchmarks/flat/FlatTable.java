package io.undercurrent.benchmarks.flat;

import io.undercurrent.benchmarks.local.Medians;
import java.util.List;
import java.util.Locale;

/** Prints what was measured. */
final class FlatTable {
    private static final double GOAL = 0.1;

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
        verdict(worst);
        print("every turn's scores equal the first pass's to the bit%n");
    }

    static void keys(KeyLoad load, List<Cell> cells, Line line) {
        print(
                "%n%s on RocksDB (%s), keys by Zipf %.1f, %,d events a turn, means of %d turns%n",
                load.model(), load.compression(), load.exponent(), load.events(), load.rounds());
        print(
                "      keys  with state   cache  hit rate  writes  us/event  / fewest keys  / line  turns%n");
        double worst = 0;
        for (Cell cell : cells) {
            Cell fewest = fewest(cells, cell);
            double ratio = cell.micros() / fewest.micros();
            boolean judged = !Double.isNaN(cell.target);
            worst = judged ? Math.max(worst, Math.abs(ratio - 1)) : worst;
            print(
                    "%,10d %,11d %,7d %9.3f %7.3f %9.2f %14s %7.3f  %s%n",
                    cell.keys,
                    cell.withState,
                    cell.capacity,
                    cell.hitRate(),
                    cell.writes(),
                    cell.micros(),
                    judged ? String.format(Locale.ROOT, "%.3f", ratio) : "same cache",
                    cell.micros() / line.at(cell.hitRate()),
                    cell.range());
        }
        verdict(worst);
        print("line: %.2f us + %.2f us x misses%n", line.hit(), line.miss());
        print("sampled slabs are what their events alone make of them, byte by byte%n");
    }

    private static Cell fewest(List<Cell> cells, Cell of) {
        return cells.stream()
                .filter(cell -> Double.compare(cell.target, of.target) == 0)
                .findFirst()
                .orElseThrow();
    }

    private static void verdict(double worst) {
        print(
                "furthest from the first: %.1f%%; goal: %.0f%%: %s%n",
                100 * worst, 100 * GOAL, worst <= GOAL ? "reached" : "missed");
    }

    private static void print(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
    }
}
