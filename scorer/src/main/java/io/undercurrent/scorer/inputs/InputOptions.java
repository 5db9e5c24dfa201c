package io.undercurrent.scorer.inputs;

import java.util.List;
import java.util.function.Function;

/**
 * The options of a token of a stream of numbers.
 *
 * @param horizons trained steps ahead, strictly rising, from 1
 * @param seasons seasons per series, at least 1
 * @param ring number of raw values that are kept; values further back count as missing
 * @param channels value fields in a token: 1 is only the token's own, which fits streams of any
 *     number of fields; more are read together and fit only streams of exactly that many
 * @param covariates fields in a token that are not forecast
 */
public record InputOptions(
        List<Integer> horizons, int seasons, int ring, int channels, int covariates)
        implements TokenOptions {

    /** Checks every value. */
    public InputOptions {
        horizons = List.copyOf(horizons);
        int previous = 0;
        for (int h : horizons) {
            TokenOptions.check(
                    h > previous && h <= 4096, "horizons", horizons, "rising steps from 1 to 4096");
            previous = h;
        }
        TokenOptions.check(!horizons.isEmpty(), "horizons", horizons, "one or more steps ahead");
        TokenOptions.check(seasons >= 1 && seasons <= 4, "seasons", seasons, "1 to 4");
        TokenOptions.check(
                ring > LagFeatures.DENSE_INPUTS && ring <= 65_536,
                "ring",
                ring,
                (LagFeatures.DENSE_INPUTS + 1) + " to 65536");
        TokenOptions.check(
                channels >= 1 && channels <= MAX_FIELDS, "channels", channels, "1 to 64");
        TokenOptions.check(
                covariates >= 0 && channels + covariates <= MAX_FIELDS,
                "covariates",
                covariates,
                "0 and more, with the channels at most 64");
    }

    /** Options of channels that are read one by one. */
    public InputOptions(List<Integer> horizons, int seasons, int ring) {
        this(horizons, seasons, ring, 1, 0);
    }

    /** Copies these options for channels that are read together with an event's other fields. */
    public InputOptions together(int allChannels, int allCovariates) {
        return new InputOptions(horizons, seasons, ring, allChannels, allCovariates);
    }

    @Override
    public int past() {
        return ring;
    }

    @Override
    public boolean reads(int streamChannels, int streamCovariates) {
        return isTogether()
                ? channels == streamChannels && covariates == streamCovariates
                : streamCovariates == 0;
    }

    @Override
    public <R> R match(
            Function<? super InputOptions, ? extends R> numbers,
            Function<? super EventOptions, ? extends R> events) {
        return numbers.apply(this);
    }

    /**
     * Gives exactly {@link #seasons} seasons: surplus declared ones are dropped, missing ones
     * repeat the last.
     *
     * @param declared lengths in events; those below 2 count as none
     * @return the lengths, or null if none is declared
     */
    public int[] filled(int[] declared) {
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
