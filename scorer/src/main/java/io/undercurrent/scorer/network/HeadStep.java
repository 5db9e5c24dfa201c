package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.FloatMath;
import java.util.Arrays;

/**
 * The head after one event: a softmax mixture of a horizon's bases, and quantile offsets from it in
 * units of recent error. Horizons that are not asked for cost nothing. Owns scratch memory; for one
 * thread.
 */
public final class HeadStep {
    private final ForecastNetwork network;
    private final int bases;
    private final int levels;
    private final int median;
    private final boolean[] ready;
    private final double[][] mix;
    private final double[][] offsets;
    private final float[][] hidden;
    private final float[][] raw;

    /** Creates the step of a network's head. */
    public HeadStep(ForecastNetwork network) {
        this.network = network;
        HeadConfig.Quantiles c = network.head();
        bases = c.bases();
        levels = c.levels().size();
        median = c.median();
        int horizons = c.horizons().size();
        ready = new boolean[horizons];
        mix = new double[horizons][bases];
        offsets = new double[horizons][levels];
        hidden = new float[1][network.config().width()];
        raw = new float[1][bases + levels];
    }

    /** Takes the trunk's output, [d_model], from offset {@code at}. */
    public void read(float[] from, int at) {
        System.arraycopy(from, at, hidden[0], 0, hidden[0].length);
        Arrays.fill(ready, false);
    }

    private void compute(int h) {
        if (ready[h]) {
            return;
        }
        ready[h] = true;
        network.headOf(h).apply(1, hidden, raw);
        float[] y = raw[0];
        Softmax.of(y, mix[h]);
        double[] out = offsets[h];
        out[median] = y[bases + median];
        for (int q = median + 1; q < levels; q++) {
            out[q] = out[q - 1] + FloatMath.softplus(y[bases + q]);
        }
        for (int q = median - 1; q >= 0; q--) {
            out[q] = out[q + 1] - FloatMath.softplus(y[bases + q]);
        }
    }

    /**
     * Quantiles of a horizon between two trained ones, in scaled units.
     *
     * @param h index of the trained horizon at or before it
     * @param share its position between h and the next trained one, in [0, 1); 0 for h itself
     * @param base the horizon's own bases, K of them from baseAt on
     * @param unit its unit, in scaled units
     * @param out receives the quantiles, rising, [Q]
     */
    public void quantiles(
            int h, double share, float[] base, int baseAt, double unit, double[] out) {
        compute(h);
        int next = share == 0 ? h : h + 1;
        compute(next);
        double point = 0;
        for (int k = 0; k < bases; k++) {
            double weight = mix[h][k] + share * (mix[next][k] - mix[h][k]);
            point += weight * base[baseAt + k];
        }
        for (int q = 0; q < levels; q++) {
            double offset = offsets[h][q] + share * (offsets[next][q] - offsets[h][q]);
            out[q] = point + unit * offset;
        }
    }
}
