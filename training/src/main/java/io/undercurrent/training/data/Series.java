package io.undercurrent.training.data;

import java.util.Locale;

/**
 * One key's history in order of time, as a stream would bring it.
 *
 * @param name its name in tables, not empty
 * @param values one per event, NaN where missing, never infinite, [n]
 * @param timesMicros the events' times since the epoch, never falling, [n]
 * @param seasons lengths of its seasons in events, each at least 1, at least one; the seasonal
 *     naive forecast and MASE's scale use the first; 1 means no season
 * @param fields all fields of the same events, [n] each, or null if there are no others
 */
// Arrays on purpose: a series has up to 100,000 events, and nothing compares series.
@SuppressWarnings("ArrayRecordComponent")
public record Series(
        String name, double[] values, long[] timesMicros, int[] seasons, Fields fields) {

    /** Checks every value. */
    public Series {
        if (values.length != timesMicros.length) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "series %s: %d values and %d times: allowed is a time for each value",
                            name,
                            values.length,
                            timesMicros.length));
        }
        for (int i = 0; i < values.length; i++) {
            if (Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "series %s: event %d is %s: allowed are finite numbers, and none where missing",
                                name,
                                i,
                                values[i]));
            }
            if (i > 0 && timesMicros[i] < timesMicros[i - 1]) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "series %s: event %d is older than the one before it; sort by time first",
                                name,
                                i));
            }
        }
        boolean any = seasons.length > 0;
        for (int season : seasons) {
            any &= season >= 1;
        }
        if (!any) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "series %s: seasons must be one or more lengths of 1 or more events",
                            name));
        }
        if (fields != null && fields.columns()[0].length != values.length) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "series %s: %d values and fields of %d events: allowed are the same events",
                            name,
                            values.length,
                            fields.columns()[0].length));
        }
    }

    /** A series without other fields. */
    public Series(String name, double[] values, long[] timesMicros, int[] seasons) {
        this(name, values, timesMicros, seasons, null);
    }

    /**
     * Number of events.
     *
     * @return n, events with missing values included
     */
    public int length() {
        return values.length;
    }

    /**
     * The season of the seasonal naive forecast and of MASE.
     *
     * @return the first season's length m, in events
     */
    public int season() {
        return seasons[0];
    }
}
