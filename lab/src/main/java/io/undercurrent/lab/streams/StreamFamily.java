package io.undercurrent.lab.streams;

import io.undercurrent.lab.synthetic.Draw;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Families of streams without anomalies: what a stream does it does from its first event to its
 * last. The deviation of noise's shocks is 1; parameters are each stream's own.
 */
public enum StreamFamily {
    /** Independent normal values. */
    NORMAL("normal", false) {
        @Override
        Law law(Draw draw, int events) {
            return Law.noise(Draw::gaussian, 0);
        }
    },
    /** Independent values of Student's t with 3 to 5 degrees of freedom. */
    HEAVY_TAILS("heavy-tails", true) {
        @Override
        Law law(Draw draw, int events) {
            double degrees = draw.uniform(3, 5);
            return Law.noise(one -> one.student(degrees), 0);
        }
    },
    /** An autoregression of order 1 that forgets within some 20 events. */
    AUTOREGRESSION("ar", true) {
        @Override
        Law law(Draw draw, int events) {
            return Law.noise(Draw::gaussian, draw.uniform(0.5, 0.9));
        }
    },
    /** A random walk that is slowly pulled back, so that it has bounds in the long run. */
    RANDOM_WALK("random-walk", true) {
        @Override
        Law law(Draw draw, int events) {
            return Law.noise(Draw::gaussian, draw.uniform(0.99, 0.998));
        }
    },
    /** A day of 24, 48 or 96 events under noise. */
    DAILY("daily", true) {
        @Override
        Law law(Draw draw, int events) {
            int period = 24 << draw.integer(0, 2);
            return Law.noise(Draw::gaussian, 0)
                    .withSeason(period, Law.wave(draw, period, draw.uniform(2, 6)));
        }
    },
    /** A day of 24 events and a week of 168 under noise. */
    TWO_SEASONS("two-seasons", true) {
        @Override
        Law law(Draw draw, int events) {
            return Law.noise(Draw::gaussian, 0)
                    .withSeason(24, Law.wave(draw, 24, draw.uniform(2, 5)))
                    .withLevel(Law.wave(draw, 168, draw.uniform(1.5, 4)));
        }
    },
    /** What fills steadily and empties at once, every 50 to 90 events. */
    SAWTOOTH("sawtooth", true) {
        @Override
        Law law(Draw draw, int events) {
            int period = draw.integer(50, 90);
            double height = draw.sign() * draw.uniform(8, 16);
            double phase = draw.uniform();
            DoubleUnaryOperator season =
                    t -> {
                        double turns = t / period + phase;
                        return height * (turns - StrictMath.floor(turns) - 0.5);
                    };
            return Law.noise(Draw::gaussian, 0).withSeason(period, season);
        }
    },
    /** Counts of 60 to 120 an event with a day of 24 events; far enough above 0 for a dip. */
    COUNTS("counts", true) {
        @Override
        Law law(Draw draw, int events) {
            double mean = draw.uniform(60, 120);
            return Law.counts(mean).withSeason(24, Law.wave(draw, 24, 0.15 * mean));
        }
    },
    /** Rare counts: 0 in most events. */
    MOSTLY_ZERO("mostly-zero", true) {
        @Override
        Law law(Draw draw, int events) {
            return Law.counts(draw.uniform(0.05, 0.3));
        }

        /** Nothing is below 0, and neither width nor order show apart from the mean. */
        @Override
        public Set<AnomalyKind> kinds() {
            return EnumSet.of(
                    AnomalyKind.SPIKE,
                    AnomalyKind.LEVEL_SHIFT,
                    AnomalyKind.DRIFT,
                    AnomalyKind.FLAT_LINE);
        }
    },
    /** A day under persistent noise, cut at a floor and at a capacity that it often reaches. */
    BOUNDED("bounded", false) {
        @Override
        Law law(Draw draw, int events) {
            return Law.noise(Draw::gaussian, 0.7)
                    .withSeason(24, Law.wave(draw, 24, 2))
                    .within(draw.uniform(-5, -2.5), draw.uniform(1.2, 3.5));
        }
    },
    /** A level that moves all the time in one direction, 10 to 30 deviations in all. */
    SLOW_DRIFT("slow-drift", false) {
        @Override
        Law law(Draw draw, int events) {
            double slope = draw.sign() * draw.uniform(10, 30) / events;
            return Law.noise(Draw::gaussian, draw.uniform(0, 0.5)).withLevel(t -> slope * t);
        }
    };

    /** The ten by which the stated rate of alarms is judged. */
    public static final List<StreamFamily> RATED =
            Arrays.stream(values()).filter(family -> family != SAWTOOTH).toList();

    /** Those on which anomalies are planted. */
    public static final List<StreamFamily> PLANTED =
            Arrays.stream(values()).filter(family -> family.planted).toList();

    private final String id;
    private final boolean planted;

    StreamFamily(String id, boolean planted) {
        this.id = id;
        this.planted = planted;
    }

    /** What tables call it. */
    public String id() {
        return id;
    }

    /** The kinds of anomaly that show on its streams: all of them unless it says otherwise. */
    public Set<AnomalyKind> kinds() {
        return EnumSet.allOf(AnomalyKind.class);
    }

    /**
     * Draws the law of one stream.
     *
     * @param events of the stream
     */
    abstract Law law(Draw draw, int events);
}
