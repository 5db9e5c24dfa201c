package io.undercurrent.benchmarks.peers.method;

import io.undercurrent.training.forecast.ResidualQuantiles;
import java.nio.ByteBuffer;

/** One key's state under {@link SeasonalPeer}: the newest errors and the newest season. */
public final class SeasonalState {
    public static final int WINDOW = 1_000;
    public static final int GAPS = 16;

    public final double[] gaps = new double[GAPS];

    /** The newest value of each step of the season; null until the season is known. */
    double[] season;

    public double last = Double.NaN;
    public long lastTime;
    public long events;

    /** The same errors in their order, for the bytes: the sorted ones are made from them. */
    private final double[] newest = new double[WINDOW];

    private long added;
    private final ResidualQuantiles errors = new ResidualQuantiles(WINDOW);

    public void add(double error) {
        errors.add(error);
        newest[(int) (added++ % WINDOW)] = error;
    }

    public double quantile(double share) {
        return errors.quantile(share);
    }

    public byte[] bytes() {
        int kept = (int) Math.min(added, WINDOW);
        int steps = season == null ? 0 : season.length;
        ByteBuffer out = ByteBuffer.allocate(Double.BYTES * (4 + GAPS + 1 + steps + kept));
        out.putLong(events).putLong(lastTime).putDouble(last).putLong(added).putLong(steps);
        for (double gap : gaps) {
            out.putDouble(gap);
        }
        for (int i = 0; i < steps; i++) {
            out.putDouble(season[i]);
        }
        for (long i = added - kept; i < added; i++) {
            out.putDouble(newest[(int) (i % WINDOW)]);
        }
        return out.array();
    }

    public static SeasonalState of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        SeasonalState state = new SeasonalState();
        state.events = in.getLong();
        state.lastTime = in.getLong();
        state.last = in.getDouble();
        long added = in.getLong();
        int steps = (int) in.getLong();
        for (int i = 0; i < GAPS; i++) {
            state.gaps[i] = in.getDouble();
        }
        if (steps > 0) {
            state.season = new double[steps];
            for (int i = 0; i < steps; i++) {
                state.season[i] = in.getDouble();
            }
        }
        int kept = (int) Math.min(added, WINDOW);
        state.added = added - kept;
        for (int i = 0; i < kept; i++) {
            state.add(in.getDouble());
        }
        return state;
    }
}
