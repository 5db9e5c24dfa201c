package io.undercurrent.lab.evaluate;

import static io.undercurrent.training.report.Table.number;

import io.undercurrent.lab.streams.StreamFamily;
import io.undercurrent.training.evaluate.anomaly.FalseAlarms;
import io.undercurrent.training.report.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The alarms of streams that are told together, under one stated rate.
 *
 * @param name what tables call these streams
 * @param keys number of streams
 * @param alarms of all of them
 * @param inBand share of the streams whose episodes are in their 95% band, 0 to 1
 */
record RateRow(String name, double stated, int keys, FalseAlarms alarms, double inBand) {
    /** What the row of all streams is called. */
    static final String ALL = "all";

    /** What the row of independent alarms is called. */
    static final String INDEPENDENT = "independent alarms";

    /** Rows of each family and of all streams, each under each stated rate. */
    static List<List<RateRow>> of(List<AlarmRates.Count> counts, List<Double> stated) {
        List<List<RateRow>> rows = new ArrayList<>();
        for (StreamFamily family : StreamFamily.RATED) {
            List<AlarmRates.Count> own =
                    counts.stream().filter(one -> one.family() == family).toList();
            if (!own.isEmpty()) {
                rows.add(of(family.id(), own, stated));
            }
        }
        rows.add(of(ALL, counts, stated));
        return rows;
    }

    /** One row under each stated rate. */
    static List<RateRow> of(String name, List<AlarmRates.Count> counts, List<Double> stated) {
        return stated.stream().map(rate -> of(name, counts, rate)).toList();
    }

    private static RateRow of(String name, List<AlarmRates.Count> counts, double rate) {
        FalseAlarms sum = new FalseAlarms(0, 0, 0);
        int keys = 0;
        int inside = 0;
        for (AlarmRates.Count count : counts) {
            if (count.stated() == rate) {
                sum = sum.plus(count.alarms());
                keys++;
                inside += count.inBand() ? 1 : 0;
            }
        }
        return new RateRow(name, rate, keys, sum, (double) inside / keys);
    }

    /** A rate as a user would write it, without an exponent. */
    static String plain(double rate) {
        return new BigDecimal(String.valueOf(rate)).stripTrailingZeros().toPlainString();
    }

    /** Episodes an event. */
    double observed() {
        return (double) alarms.episodes() / alarms.ordinary();
    }

    /**
     * A line for each group of streams, two columns for each stated rate: episodes over the number
     * that the rate allows, and the share of streams in their band.
     */
    static Table table(List<List<RateRow>> rows) {
        List<String> header = new ArrayList<>(List.of("family", "keys"));
        for (RateRow row : rows.get(0)) {
            header.add("at " + plain(row.stated));
            header.add("in band %");
        }
        Table table = new Table(header);
        for (List<RateRow> line : rows) {
            List<String> cells =
                    new ArrayList<>(List.of(line.get(0).name, String.valueOf(line.get(0).keys)));
            for (RateRow row : line) {
                cells.add(number(row.alarms.episodesOver(row.stated), 2));
                cells.add(number(100 * row.inBand, 0));
            }
            table.add(cells);
        }
        return table;
    }

    /** A line for each row, with all that was counted. */
    static Table counts(List<List<RateRow>> rows) {
        Table table =
                new Table(
                        List.of(
                                "family",
                                "stated",
                                "keys",
                                "events",
                                "alarms",
                                "episodes",
                                "alarms_over_stated",
                                "episodes_over_stated",
                                "keys_in_band"));
        for (List<RateRow> line : rows) {
            for (RateRow row : line) {
                table.add(
                        List.of(
                                row.name,
                                plain(row.stated),
                                String.valueOf(row.keys),
                                String.valueOf(row.alarms.ordinary()),
                                String.valueOf(row.alarms.events()),
                                String.valueOf(row.alarms.episodes()),
                                number(row.alarms.eventsOver(row.stated), 4),
                                number(row.alarms.episodesOver(row.stated), 4),
                                number(row.inBand, 4)));
            }
        }
        return table;
    }
}
