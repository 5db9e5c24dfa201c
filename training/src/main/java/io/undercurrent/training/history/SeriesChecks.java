package io.undercurrent.training.history;

import io.undercurrent.training.data.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks which series can be trained on and evaluated, and gives the reasons for the others. */
final class SeriesChecks {
    /** From fewer events, training learns nothing that the read-out does not learn online. */
    static final int LEAST_EVENTS = 200;

    private static final int LEAST_VALUES = 100;
    private static final int LEAST_JUDGED = 10;
    private static final int LONG_RUN = 24;

    private final Split split;
    private final List<String> refused = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    SeriesChecks(Split split) {
        this.split = split;
    }

    List<String> refused() {
        return refused;
    }

    List<String> notices() {
        return notices;
    }

    boolean accepts(Series series) {
        int n = series.length();
        int trainEnd = split.trainEnd(n);
        int testStart = split.testStart(n);
        String gap = longestGap(series);
        if (n < LEAST_EVENTS) {
            return refuse(
                    String.format(
                            Locale.ROOT,
                            "%s: %d events: allowed are %d and more; give it a longer history",
                            series.name(),
                            n,
                            LEAST_EVENTS));
        }
        if (!enough(series, "training", 0, trainEnd, LEAST_VALUES, gap)
                || !enough(series, "validation", trainEnd, testStart, LEAST_JUDGED, gap)
                || !enough(series, "test", testStart, n, LEAST_JUDGED, gap)) {
            return false;
        }
        if (constant(series, trainEnd)) {
            return refuse(
                    String.format(
                            Locale.ROOT,
                            "%s: all %d values of its training part are %s: there is nothing to learn; leave the series out, or give it a history in which it changes",
                            series.name(),
                            known(series, 0, trainEnd),
                            first(series)));
        }
        if (gap != null) {
            notices.add(
                    String.format(
                            Locale.ROOT, "%s: %s; nothing is learned there", series.name(), gap));
        }
        return true;
    }

    private boolean refuse(String reason) {
        refused.add(reason);
        return false;
    }

    private boolean enough(Series series, String part, int from, int to, int least, String gap) {
        int known = known(series, from, to);
        return known >= least
                || refuse(
                        String.format(
                                Locale.ROOT,
                                "%s: %d values in the %d events of its %s part (%s to %s)%s: allowed are %d and more; give a longer history or one without gaps",
                                series.name(),
                                known,
                                to - from,
                                part,
                                time(series, from),
                                time(series, to - 1),
                                gap == null ? "" : ", " + gap,
                                least));
    }

    private static int known(Series series, int from, int to) {
        int known = 0;
        for (int t = from; t < to; t++) {
            known += Double.isNaN(series.values()[t]) ? 0 : 1;
        }
        return known;
    }

    private static double first(Series series) {
        int t = 0;
        while (Double.isNaN(series.values()[t])) {
            t++;
        }
        return series.values()[t];
    }

    private static boolean constant(Series series, int to) {
        double first = first(series);
        for (int t = 0; t < to; t++) {
            double value = series.values()[t];
            if (!Double.isNaN(value) && value != first) {
                return false;
            }
        }
        return true;
    }

    /** The longest run of missing values in words, null if it is short. */
    private static String longestGap(Series series) {
        int longest = 0;
        int end = 0;
        int run = 0;
        for (int t = 0; t < series.length(); t++) {
            run = Double.isNaN(series.values()[t]) ? run + 1 : 0;
            if (run > longest) {
                longest = run;
                end = t;
            }
        }
        return longest < LONG_RUN
                ? null
                : String.format(
                        Locale.ROOT,
                        "no value in %d events in a row (%s to %s)",
                        longest,
                        time(series, end - longest + 1),
                        time(series, end));
    }

    private static String time(Series series, int t) {
        return History.instant(series.timesMicros()[Math.max(0, t)]).toString();
    }
}
