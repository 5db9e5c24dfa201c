package io.undercurrent.benchmarks.peers.method;

import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.ScorerOptions;
import java.util.Arrays;

/**
 * Seasonal naive with a robust z-score, of one value field: the rule of {@code seasonal-z} in
 * {@code evaluate anomalies}, over a state that can be written. A check compares the two.
 */
public final class SeasonalPeer implements Peer<SeasonalState> {
    private static final double DAY_MICROS = 86_400e6;
    private static final int LONGEST_SEASON = 1_000;
    private static final double QUARTILES_OF_NORMAL = 1.349;
    private static final double BAND_OF_NORMAL = 3.92;

    /** Of a normal distribution at the default rate of alarms, 0.001. */
    private static final double THRESHOLD =
            io.undercurrent.detect.NormalQuantile.of(1 - ScorerOptions.defaults(1).alarmRate() / 2);

    private static final int WARMUP = ScorerOptions.defaults(1).warmup();

    @Override
    public SeasonalState begin() {
        return new SeasonalState();
    }

    @Override
    public void score(SeasonalState state, long timeMicros, double value, ScoreOutput out) {
        learnSeason(state, timeMicros);
        int slot = state.season == null ? 0 : (int) (state.events % state.season.length);
        double before = state.season == null ? state.last : state.season[slot];
        double expected = Double.isNaN(before) ? state.last : before;
        double error = value - expected;
        double z = 0;
        if (!Double.isNaN(error)) {
            z = z(state, error);
            state.add(error);
        }
        state.last = value;
        if (state.season != null) {
            state.season[slot] = value;
        }
        boolean warm = state.events++ >= WARMUP;
        double score = warm ? z / (z + THRESHOLD) : 0;
        Outputs.set(out, value, score, Double.isNaN(expected) ? value : expected, 0);
    }

    private static double z(SeasonalState state, double error) {
        double distance = Math.abs(error - state.quantile(0.5));
        if (distance == 0) {
            return 0;
        }
        double quartiles = state.quantile(0.75) - state.quantile(0.25);
        double band = state.quantile(0.975) - state.quantile(0.025);
        double spread = Math.max(quartiles / QUARTILES_OF_NORMAL, band / BAND_OF_NORMAL);
        return Math.min(1e6, distance / Math.max(spread, 1e-9 * distance));
    }

    private static void learnSeason(SeasonalState state, long timeMicros) {
        if (state.events >= 1 && state.events <= SeasonalState.GAPS) {
            state.gaps[(int) state.events - 1] = timeMicros - state.lastTime;
        }
        if (state.events == SeasonalState.GAPS) {
            Arrays.sort(state.gaps);
            double steps = DAY_MICROS / state.gaps[SeasonalState.GAPS / 2];
            boolean whole = steps >= 2 && steps <= LONGEST_SEASON && steps == Math.rint(steps);
            state.season = new double[whole ? (int) steps : 1];
            Arrays.fill(state.season, whole ? Double.NaN : state.last);
        }
        state.lastTime = timeMicros;
    }

    @Override
    public byte[] write(SeasonalState state) {
        return state.bytes();
    }

    @Override
    public SeasonalState read(byte[] bytes) {
        return SeasonalState.of(bytes);
    }
}
