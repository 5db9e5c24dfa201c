package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.runtimes.Restore.Start;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Prints a comparison. */
final class RuntimesTable {
    private RuntimesTable() {}

    static void head(String what, Object... arguments) {
        print("%n" + what + "%n", arguments);
        print("%-44s %12s %14s  %s%n", "", Side.FLINK.title, Side.STREAMS.title, "costs, times");
    }

    static void throughput(Map<Side, List<Reading>> found) {
        print(row("events/s", 0, true, found, Reading::rate));
        print(row("CPU of the runtime, us an event", 1, false, found, Reading::micros));
        print(row("CPU of the broker, us an event", 1, false, found, Reading::brokerMicros));
        print(
                row(
                        "both, us an event",
                        1,
                        false,
                        found,
                        reading -> reading.micros() + reading.brokerMicros()));
        print(row("checkpoints / changelogs, bytes an event", 0, false, found, Reading::kept));
        print(row("events between two commits, start included", 0, true, found, Reading::perCommit));
    }

    static void latency(Map<Side, Delay> found) {
        print(one("until committed, ms, p50", 0, found, Delay::p50));
        print(one("until committed, ms, p99", 0, found, Delay::p99));
        print(one("CPU of the runtime, us an event", 1, found, Delay::micros));
    }

    static void restore(Map<Restore.Case, Map<Side, Start>> starts) {
        starts.forEach(
                (each, found) -> {
                    print("%s: from %s / %s%n", each.title, each.flink, each.streams);
                    print(one("  seconds until the first result", 1, found, Start::first));
                    print(one("  seconds until one of each partition", 1, found, Start::all));
                });
    }

    private static Row row(
            String name,
            int decimals,
            boolean isRate,
            Map<Side, List<Reading>> found,
            Function<Reading, Double> value) {
        return new Row(
                name,
                decimals,
                isRate,
                found.get(Side.FLINK).stream().map(value).toList(),
                found.get(Side.STREAMS).stream().map(value).toList());
    }

    private static <T> Row one(
            String name, int decimals, Map<Side, T> found, Function<T, Double> value) {
        List<Double> flink = List.of(value.apply(found.get(Side.FLINK)));
        List<Double> streams = List.of(value.apply(found.get(Side.STREAMS)));
        return new Row(name, decimals, false, flink, streams);
    }

    private static void print(Row row) {
        print("%s%n", text(row));
    }

    /** A line; a mark stands where the page has to say why. */
    static String text(Row row) {
        String number = "%,." + row.decimals() + "f";
        double[] costs = row.costs();
        String range =
                costs.length == 1
                        ? ""
                        : String.format(
                                Locale.ROOT, " (%.2f to %.2f)", costs[0], costs[costs.length - 1]);
        return String.format(
                Locale.ROOT,
                "%-44s %12s %14s  %12.2f%s%s",
                row.name(),
                String.format(Locale.ROOT, number, Row.median(row.flink())),
                String.format(Locale.ROOT, number, Row.median(row.streams())),
                row.cost(),
                range,
                row.isFarApart() ? " *" : "");
    }

    static void print(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
    }
}
