package io.undercurrent.lab.streams;

import io.undercurrent.lab.synthetic.Draw;
import java.util.Arrays;
import java.util.Locale;

/**
 * One stream without anomalies: a channel of one key, no value missing, at even times.
 *
 * <p>Values are drawn in units of the noise and then read in a unit and from a zero of the stream's
 * own, counts as they are.
 */
public final class GeneratedStream {
    private static final long MINUTE = 60_000_000;
    private static final long DAY = 1440 * MINUTE;
    private static final long START = 1_700_000_000_000_000L / DAY * DAY;

    /** Share of the shocks that is farther out than {@link #reach}. */
    private static final double RARE = 0.001;

    /** How many deviations a normal shock is away from 0 that rarely. */
    private static final double RARE_OF_NORMAL = 3.29;

    private final String name;
    private final StreamFamily family;
    private final Law law;
    private final double[] raw;
    private final double reach;
    private final double unit;
    private final double zero;

    /** Continues the draws of the stream, for what is planted on it. */
    private final Draw draw;

    private GeneratedStream(StreamFamily family, long seed, long index, int events) {
        this.family = family;
        name = family.id() + "/" + index;
        draw = Draw.of(seed + family.id().hashCode(), index);
        double scale = draw.logUniform(0.01, 1e4);
        double origin = draw.uniform(-50, 50);
        law = family.law(draw, events);
        unit = law.isCounts() ? 1 : scale;
        zero = law.isCounts() ? 0 : origin;
        raw = new double[events];
        double[] shocks = new double[events];
        double noise = 0;
        for (int t = 0; t < events; t++) {
            double mean = law.level().applyAsDouble(t) + law.season().applyAsDouble(t);
            if (law.isCounts()) {
                raw[t] = draw.poisson(StrictMath.max(0, mean));
                shocks[t] = StrictMath.abs(raw[t] - mean);
            } else {
                double shock = law.shock().applyAsDouble(draw);
                double kept = law.persistence();
                // The first one as if the noise had always been there.
                noise = t == 0 ? shock / StrictMath.sqrt(1 - kept * kept) : kept * noise + shock;
                raw[t] = StrictMath.max(law.low(), StrictMath.min(law.high(), mean + noise));
                shocks[t] = StrictMath.abs(shock);
            }
        }
        Arrays.sort(shocks);
        // A count that exceeds another one does so by 1 at least.
        reach = shocks[(int) ((1 - RARE) * (events - 1))] + (law.isCounts() ? 1 : 0);
    }

    /**
     * Draws a stream.
     *
     * @param seed of all streams
     * @param index which one of its family, from 0
     * @param events its length, at least 1; another length gives another stream
     */
    public static GeneratedStream of(StreamFamily family, long seed, long index, int events) {
        if (events < 1 || index < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "stream %d of %s, %d events: allowed are indices from 0 and 1 event and more",
                            index,
                            family.id(),
                            events));
        }
        return new GeneratedStream(family, seed, index, events);
    }

    /** Family and index, such as {@code daily/3}. */
    public String name() {
        return name;
    }

    /** Where it was drawn from. */
    public StreamFamily family() {
        return family;
    }

    /** Events of its season; 0 without one. */
    public int period() {
        return law.period();
    }

    /** Number of events. */
    public int length() {
        return raw.length;
    }

    /** The values, [events]. */
    public double[] values() {
        return read(raw);
    }

    /** Times since the epoch: a day has one season if that is a day's share, or minutes apart. */
    public long[] timesMicros() {
        boolean day = law.period() > 0 && DAY % law.period() == 0;
        long step = day ? DAY / law.period() : MINUTE;
        long[] times = new long[raw.length];
        Arrays.setAll(times, t -> START + t * step);
        return times;
    }

    /** Reads values of {@link #raw} in the stream's unit. */
    double[] read(double[] drawn) {
        double[] values = new double[drawn.length];
        Arrays.setAll(values, t -> law.isCounts() ? drawn[t] : unit * (drawn[t] + zero));
        return values;
    }

    /** The values in units of the noise, [events]; not to be changed. */
    double[] raw() {
        return raw;
    }

    Law law() {
        return law;
    }

    Draw draw() {
        return draw;
    }

    /** What one shock in a thousand exceeds. */
    double reach() {
        return reach;
    }

    /** The deviation of normal shocks with the same reach. */
    double deviation() {
        return reach / RARE_OF_NORMAL;
    }

    /**
     * An event's value with something added. Counts stay whole and not below 0: they are rounded up
     * or down at random, so that the mean is what was asked for.
     */
    double plus(int t, double more) {
        if (!law.isCounts()) {
            return raw[t] + more;
        }
        return StrictMath.max(0, raw[t] + StrictMath.floor(more + draw.uniform()));
    }
}
