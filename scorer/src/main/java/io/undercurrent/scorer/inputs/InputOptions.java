package io.undercurrent.scorer.inputs;

import java.util.List;
import java.util.Locale;

/**
 * What a token is made of; part of a trained model, as its weights fit no other.
 *
 * @param horizons steps ahead that are trained, strictly rising, from 1
 * @param seasons seasons that a series has room for, at least 1
 * @param ring raw values that are kept; what lies further back counts as missing
 * @param channels value fields that a token tells of: 1 is its own alone, which fits streams of any
 *     number of fields; more are read together and fit streams of exactly so many
 * @param covariates fields that a token tells of besides and that are not forecast
 * @param symbols codes of a stream of discrete events, rising, so that the next one is forecast;
 *     none where values are numbers
 */
public record InputOptions(
        List<Integer> horizons,
        int seasons,
        int ring,
        int channels,
        int covariates,
        List<Double> symbols) {
    /** Events are remembered as symbols, not in a ring; a size is declared all the same. */
    private static final int RING_OF_EVENTS = 128;

    private static final int MOST_FIELDS = 64;

    /** Checks every value. */
    public InputOptions {
        horizons = List.copyOf(horizons);
        symbols = List.copyOf(symbols);
        int previous = 0;
        for (int h : horizons) {
            check(h > previous && h <= 4096, "horizons", horizons, "rising steps from 1 to 4096");
            previous = h;
        }
        check(!horizons.isEmpty(), "horizons", horizons, "one or more steps ahead");
        check(seasons >= 1 && seasons <= 4, "seasons", seasons, "1 to 4");
        check(
                ring > LagFeatures.DENSE_INPUTS && ring <= 65_536,
                "ring",
                ring,
                (LagFeatures.DENSE_INPUTS + 1) + " to 65536");
        check(channels >= 1 && channels <= MOST_FIELDS, "channels", channels, "1 to 64");
        check(
                covariates >= 0 && channels + covariates <= MOST_FIELDS,
                "covariates",
                covariates,
                "0 and more, with the channels at most 64");
        double before = Double.NEGATIVE_INFINITY;
        for (double symbol : symbols) {
            check(
                    symbol > before && symbol < Double.POSITIVE_INFINITY,
                    "symbols",
                    symbols,
                    "rising finite codes");
            before = symbol;
        }
        check(
                symbols.isEmpty() || channels + covariates == 1,
                "symbols",
                symbols.size()
                        + String.format(Locale.ROOT, " codes of %d fields", channels + covariates),
                "those of one field");
    }

    /** A stream of discrete events, whose next one is forecast. */
    public static InputOptions events(List<Double> symbols) {
        return new InputOptions(List.of(1), 1, RING_OF_EVENTS, 1, 0, symbols);
    }

    /** Channels and covariates, all of them numbers. */
    public InputOptions(
            List<Integer> horizons, int seasons, int ring, int channels, int covariates) {
        this(horizons, seasons, ring, channels, covariates, List.of());
    }

    /** Whether the values are codes of discrete events. */
    public boolean isEvents() {
        return !symbols.isEmpty();
    }

    /** A channel by itself. */
    public InputOptions(List<Integer> horizons, int seasons, int ring) {
        this(horizons, seasons, ring, 1, 0);
    }

    /** The same, read together with an event's other fields. */
    public InputOptions together(int allChannels, int allCovariates) {
        return new InputOptions(horizons, seasons, ring, allChannels, allCovariates, symbols);
    }

    /** Whether a token tells of fields other than its own. */
    public boolean isTogether() {
        return channels + covariates > 1;
    }

    /** Channels and covariates. */
    public int fields() {
        return channels + covariates;
    }

    private static void check(boolean ok, String name, Object value, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(name + " = " + value + ": allowed are " + allowed);
        }
    }

    /** The horizons as an array of its own. */
    public int[] horizonArray() {
        return horizons.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Exactly {@link #seasons} seasons: declared ones beyond are left out, absent ones repeat the
     * last.
     *
     * @param declared lengths in events; those below 2 stand for none
     * @return the lengths, or null where none is declared
     */
    int[] filled(int[] declared) {
        int[] filled = new int[seasons];
        int last = 0;
        int at = 0;
        for (int season : declared) {
            if (season >= 2 && at < seasons) {
                last = season;
                filled[at++] = season;
            }
        }
        while (at > 0 && at < seasons) {
            filled[at++] = last;
        }
        return last == 0 ? null : filled;
    }
}
