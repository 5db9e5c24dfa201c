package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.FloatMath;
import io.undercurrent.mamba2.Linear;
import java.util.Arrays;

/**
 * The head after one event: a softmax mixture of a horizon's bases, and quantile offsets from it in
 * units of recent error. Horizons that are not asked for cost nothing. Owns scratch memory; for one
 * thread.
 */
public final class HeadStep {
    private final Linear[] heads;
    private final Linear together;
    private final int[] often;
    private final int bases;
    private final int levels;
    private final int median;
    private final boolean[] ready;
    private final boolean[] isOften;
    private final double[][] mix;
    private final double[][] offsets;
    private final float[][] hidden;
    private final float[][] raw;
    private final float[][] rawTogether;

    /**
     * Creates the step of a network's head.
     *
     * @param often horizons that are asked for at most events: one product computes all of them
     */
    public HeadStep(ForecastNetwork network, int... often) {
        this.often = often.clone();
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
        rawTogether = new float[1][often.length * (bases + levels)];
        heads = new Linear[horizons];
        for (int h = 0; h < horizons; h++) {
            heads[h] = network.heads(h);
        }
        together = often.length == 0 ? null : network.heads(often);
        isOften = new boolean[horizons];
        for (int h : often) {
            isOften[h] = true;
        }
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
        if (!isOften[h]) {
            heads[h].apply(1, hidden, raw);
            finish(h, raw[0], 0);
            return;
        }
        together.apply(1, hidden, rawTogether);
        for (int i = 0; i < often.length; i++) {
            finish(often[i], rawTogether[0], i * (bases + levels));
        }
    }

    private void finish(int h, float[] y, int at) {
        ready[h] = true;
        Softmax.of(y, at, mix[h]);
        double[] out = offsets[h];
        int offset = at + bases;
        out[median] = y[offset + median];
        for (int q = median + 1; q < levels; q++) {
            out[q] = out[q - 1] + FloatMath.softplus(y[offset + q]);
        }
        for (int q = median - 1; q >= 0; q--) {
            out[q] = out[q + 1] - FloatMath.softplus(y[offset + q]);
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
