package io.undercurrent.lab.synthetic;

import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Streams whose next values depend on what no short list of lags shows: what a recurrent state is
 * there for. A network of the same inputs without a state is the one to beat on them.
 *
 * <p>Inputs are those of the bundled model with a shorter ring, so that a test of what lies beyond
 * it stays short. All series of a task obey the same rule; phase and noise are each one's own.
 */
public enum StateTask {
    /** A bump every 160 events; the ring holds 128. */
    LONG_PERIOD("long-period", "a bump of 12 events every 160, the ring holds 128", 8, 24, 48) {
        @Override
        double[][] columns(Draw draw, int length, long[] gaps) {
            double[] y = new double[length];
            int phase = draw.integer(0, PERIOD - 1);
            for (int t = 0; t < length; t++) {
                y[t] = draw.gaussian() + ((t + phase) % PERIOD < 12 ? 8 : 0);
            }
            return new double[][] {y};
        }
    },

    /** A season of the noise's width: the values' own autocorrelation is nil at every lag. */
    LOUD_SEASON(
            "undeclared-season",
            "noise that is loud for 8 events of every 56: no autocorrelation finds that season",
            8,
            16,
            24) {
        @Override
        double[][] columns(Draw draw, int length, long[] gaps) {
            double[] y = new double[length];
            int phase = draw.integer(0, LOUD_EVERY - 1);
            for (int t = 0; t < length; t++) {
                y[t] = draw.gaussian() * ((t + phase) % LOUD_EVERY < 8 ? 6 : 0.3);
            }
            return new double[][] {y};
        }
    },

    /** Which way a pulse is answered was announced once, some hundred events ago. */
    HIDDEN_REGIME(
            "hidden-regime",
            "a pulse is answered upwards or downwards, as a mark some 100 events ago said",
            1,
            2,
            3) {
        @Override
        double[][] columns(Draw draw, int length, long[] gaps) {
            double[] y = new double[length + 8];
            double way = 0;
            int free = 0;
            for (int t = 0; t < length; t++) {
                y[t] += draw.gaussian() / 2;
                if (t < free) {
                    continue;
                }
                if (way == 0 || draw.chance(1.0 / 60)) {
                    way = draw.sign();
                    y[t] += 12 * way; // up and down again: no running mean keeps it
                    y[t + 1] -= 12 * way;
                    free = t + 4;
                } else if (draw.chance(1.0 / 8)) {
                    y[t] += 5;
                    for (int k = 2; k < 6; k++) {
                        y[t + k] += 6 * way;
                    }
                    free = t + 8;
                }
            }
            return new double[][] {Arrays.copyOf(y, length)};
        }
    },

    /** A bump every 60 s, sampled now four times a second and now every two seconds. */
    IRREGULAR(
            "irregular-sampling",
            "a bump of 12 s every 60 s, sampled every 0.25 s or every 2 s by turns",
            4,
            8,
            16) {
        @Override
        double[][] columns(Draw draw, int length, long[] gaps) {
            double[] y = new double[length];
            long now = draw.integer(0, 59) * SECOND;
            boolean fast = draw.chance(0.5);
            for (int t = 0; t < length; t++) {
                fast ^= draw.chance(1.0 / 40);
                gaps[t] = fast ? SECOND / 4 : 2 * SECOND;
                now += gaps[t];
                y[t] = draw.gaussian() + (now % (60 * SECOND) < 12 * SECOND ? 8 : 0);
            }
            return new double[][] {y};
        }
    },

    /** What one channel will do the other has shown, longer ago than tokens tell. */
    LEADING(
            "leading-channels",
            "two channels: a pulse in either is answered in the other, 12 or 20 events later",
            4,
            8) {
        @Override
        int channels() {
            return 2;
        }

        @Override
        double[][] columns(Draw draw, int length, long[] gaps) {
            double[][] y = new double[2][length + 24];
            int[] delays = {12, 20};
            for (int t = 0; t < length; t++) {
                for (int c = 0; c < 2; c++) {
                    y[c][t] += draw.gaussian() / 2;
                    if (draw.chance(1.0 / 50)) {
                        y[c][t] += 20;
                        for (int k = 0; k < 4; k++) {
                            y[1 - c][t + delays[c] + k] += 6;
                        }
                    }
                }
            }
            return new double[][] {Arrays.copyOf(y[0], length), Arrays.copyOf(y[1], length)};
        }
    },

    /** What a session opened it closes, in the same order, long after. */
    DISCRETE(
            "discrete-order",
            "sessions of coded events: 3 of 6 things are opened, 24 steps later closed in that order",
            1) {
        @Override
        public TokenOptions tokens() {
            return new EventOptions(IntStream.range(0, 17).mapToObj(i -> (double) i).toList());
        }

        @Override
        double[][] columns(Draw draw, int length, long[] gaps) {
            double[] y = new double[length + 32];
            for (int t = 0; t < length; ) {
                int[] things = new int[3];
                y[t++] = 0; // begin
                for (int i = 0; i < things.length; i++) {
                    things[i] = draw.integer(0, 5);
                    y[t++] = 5.0 + things[i];
                }
                for (int i = 0; i < 24; i++) {
                    y[t++] = 1.0 + i % 4;
                }
                for (int thing : things) {
                    y[t++] = 11.0 + thing;
                }
            }
            return new double[][] {Arrays.copyOf(y, length)};
        }
    };

    private static final long SECOND = 1_000_000;
    private static final long START = 1_700_000_000 * SECOND;
    private static final int PERIOD = 160;
    private static final int LOUD_EVERY = 56;

    /** What a token is made of where a channel is read by itself. */
    public static final InputOptions TOKENS =
            new InputOptions(List.of(1, 2, 3, 4, 8, 16, 24, 48), 1, 128);

    private final String id;
    private final String words;

    // Never handed out: horizons() copies.
    @SuppressWarnings("ImmutableEnumChecker")
    private final int[] horizons;

    StateTask(String id, String words, int... horizons) {
        this.id = id;
        this.words = words;
        this.horizons = horizons;
    }

    /** What tables call it. */
    public String id() {
        return id;
    }

    /** What its series do, in a sentence. */
    public String words() {
        return words;
    }

    /** Steps ahead at which a memory can help: nearer ones are seen coming, or cannot be known. */
    public int[] horizons() {
        return horizons.clone();
    }

    /**
     * The task of that name.
     *
     * @throws IllegalArgumentException if there is none, with those that there are
     */
    public static StateTask of(String id) {
        for (StateTask task : values()) {
            if (task.id.equals(id)) {
                return task;
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "task '%s': allowed are %s",
                        id,
                        Arrays.stream(values())
                                .map(StateTask::id)
                                .collect(Collectors.joining(", "))));
    }

    /**
     * A series, the same for the same numbers on every machine.
     *
     * @param length events, at least 1
     * @return values around 0, times a second apart unless the task says otherwise, no season
     */
    public Series series(long seed, long index, int length) {
        Draw draw = Draw.of(seed + id.hashCode(), index);
        long[] times = new long[length];
        Arrays.fill(times, SECOND);
        double[][] columns = columns(draw, length, times);
        long now = START;
        for (int t = 0; t < length; t++) {
            now += times[t];
            times[t] = now;
        }
        int own = (int) (index % columns.length);
        Fields fields = columns.length == 1 ? null : new Fields(columns, columns.length, own);
        return new Series(id + "-" + index, columns[own], times, new int[] {1}, fields);
    }

    /** What a token of this task is made of. */
    public TokenOptions tokens() {
        return TOKENS.together(channels(), 0);
    }

    int channels() {
        return 1;
    }

    /**
     * Values of each channel; {@code gaps} holds a second before each event, in microseconds, and
     * may be changed.
     */
    abstract double[][] columns(Draw draw, int length, long[] gaps);
}
