package io.undercurrent.lab.streams;

import io.undercurrent.lab.synthetic.Draw;
import java.util.Arrays;

/**
 * The kinds of anomaly that are planted. Each replaces a range of a stream's events; what lasts
 * comes at once or from nothing and fades at the end of its range, so that the way back is not a
 * change of its own.
 *
 * <p>Spikes and dips are 1.5 to 3 times what one shock in a thousand exceeds. The size of the
 * others is chosen such that a detector which knows the stream's law and the form of the change
 * tells it from noise, within {@link #window} events, by 10 to 20 standard deviations: the
 * deflection of the matched filter (Kay, Fundamentals of Statistical Signal Processing II, 1998,
 * section 4.3). So a miss is the detector's, not the generator's.
 */
public enum AnomalyKind {
    /** One value far above. */
    SPIKE("spike") {
        @Override
        int length(GeneratedStream stream) {
            return 1;
        }

        @Override
        double[] values(GeneratedStream stream, int start, int length) {
            return added(stream, start, new double[] {height(stream)});
        }
    },
    /** One value far below. */
    DIP("dip") {
        @Override
        int length(GeneratedStream stream) {
            return 1;
        }

        @Override
        double[] values(GeneratedStream stream, int start, int length) {
            return added(stream, start, new double[] {-height(stream)});
        }
    },
    /** Another level, at once. */
    LEVEL_SHIFT("level shift") {
        @Override
        double[] values(GeneratedStream stream, int start, int length) {
            double[] form = fading(length);
            scale(form, direction(stream) * size(stream, form));
            return added(stream, start, form);
        }
    },
    /** A level that moves away, event by event, for half the range. */
    DRIFT("drift") {
        @Override
        double[] values(GeneratedStream stream, int start, int length) {
            double[] form = new double[length];
            double half = length / 2.0;
            Arrays.setAll(form, i -> i + 1 <= half ? (i + 1) / half : (length - i) / half);
            scale(form, direction(stream) * size(stream, form));
            return added(stream, start, form);
        }
    },
    /** Noise of 2.5 to 4 times the deviation. */
    SPREAD("spread") {
        @Override
        double[] values(GeneratedStream stream, int start, int length) {
            Draw draw = stream.draw();
            Law law = stream.law();
            double factor = draw.uniform(2.5, 4);
            double more = StrictMath.sqrt(factor * factor - 1);
            double[] form = fading(length);
            double noise = 0;
            for (int i = 0; i < length; i++) {
                double shock =
                        law.isCounts()
                                ? stream.deviation() * draw.gaussian()
                                : law.shock().applyAsDouble(draw);
                noise = law.persistence() * noise + more * shock;
                form[i] *= noise;
            }
            return added(stream, start, form);
        }
    },
    /**
     * The season at twice its pace, or upside down; of a stream without a season, a wave that it
     * never had.
     */
    SHAPE("shape") {
        @Override
        double[] values(GeneratedStream stream, int start, int length) {
            Law law = stream.law();
            double[] form = fading(length);
            if (law.period() == 0) {
                for (int i = 0; i < length; i++) {
                    form[i] *= StrictMath.sin(2 * StrictMath.PI * (i + 1) / WAVE);
                }
                scale(form, size(stream, form));
            } else if (stream.draw().chance(0.5)) {
                // Whole seasons, so that the clock is right again at the end.
                Arrays.setAll(form, i -> season(law, start + 2 * i) - season(law, start + i));
            } else {
                for (int i = 0; i < length; i++) {
                    form[i] *= -2 * season(law, start + i);
                }
            }
            return added(stream, start, form);
        }
    },
    /** The newest value again and again; of rare counts, the newest that is not 0. */
    FLAT_LINE("flat line") {
        @Override
        int length(GeneratedStream stream) {
            return window(stream);
        }

        @Override
        double[] values(GeneratedStream stream, int start, int length) {
            int kept = start - 1;
            while (stream.law().isCounts() && stream.raw()[kept] == 0) {
                kept--;
            }
            double[] values = new double[length];
            Arrays.fill(values, stream.raw()[kept]);
            return values;
        }
    };

    /** Events in which an anomaly should be noticed, unless a season is longer. */
    public static final int NOTICED_WITHIN = 48;

    private static final int WAVE = 12;

    private final String words;

    AnomalyKind(String words) {
        this.words = words;
    }

    /** What tables call it. */
    public String words() {
        return words;
    }

    /** Events from its start on in which an anomaly should be noticed: a season, at least 48. */
    static int window(GeneratedStream stream) {
        return Math.max(NOTICED_WITHIN, stream.period());
    }

    /** Events that it changes: whole seasons, at least two windows. */
    int length(GeneratedStream stream) {
        int period = Math.max(1, stream.period());
        return 2 * ((window(stream) + period - 1) / period) * period;
    }

    /**
     * What stands in place of a stream's values, in units of its noise.
     *
     * @param start first replaced event, at least 1
     * @param length number of replaced events, as {@link #length} says
     * @return [length]
     */
    abstract double[] values(GeneratedStream stream, int start, int length);

    private static double[] added(GeneratedStream stream, int start, double[] form) {
        double[] values = new double[form.length];
        for (int i = 0; i < form.length; i++) {
            values[i] = stream.plus(start + i, form[i]);
        }
        return values;
    }

    private static double height(GeneratedStream stream) {
        double height = stream.draw().uniform(1.5, 3) * stream.reach();
        return stream.law().isCounts() ? StrictMath.ceil(height) : height;
    }

    /** Up or down; rare counts have nothing below. */
    private static double direction(GeneratedStream stream) {
        return stream.family() == StreamFamily.MOSTLY_ZERO ? 1 : stream.draw().sign();
    }

    /** 1 for three quarters of a range, then falling; above 0 to the end. */
    private static double[] fading(int length) {
        double[] form = new double[length];
        double quarter = length / 4.0;
        Arrays.setAll(form, i -> StrictMath.min(1, (length - i) / quarter));
        return form;
    }

    /** The factor that makes a form as plain to see as this class promises. */
    private static double size(GeneratedStream stream, double[] form) {
        double kept = stream.law().persistence();
        double squares = 0;
        for (int i = 0; i < window(stream); i++) {
            // What the form adds to the shocks, which are independent.
            double shock = form[i] - (i == 0 ? 0 : kept * form[i - 1]);
            squares += shock * shock;
        }
        return stream.draw().uniform(10, 20) * stream.deviation() / StrictMath.sqrt(squares);
    }

    private static void scale(double[] form, double factor) {
        for (int i = 0; i < form.length; i++) {
            form[i] *= factor;
        }
    }

    private static double season(Law law, int t) {
        return law.season().applyAsDouble(t);
    }
}
