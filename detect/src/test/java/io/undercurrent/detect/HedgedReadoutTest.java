package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HedgedReadoutTest {
    private static final int EVENTS = 4000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** Mean absolute error of the corrected forecast over that of the frozen one. */
    private double ratio(double slope, boolean turning) {
        HedgedReadout readout = new HedgedReadout(3);
        int o = 4;
        int p = 1;
        double[] s = new double[o + readout.doubles()];
        float[] f = new float[p + readout.floats()];
        readout.init(s, o, f, p);
        double frozen = 0;
        double corrected = 0;
        for (int t = 0; t < EVENTS; t++) {
            float[] phi = {1, (float) random.nextGaussian(), (float) random.nextGaussian()};
            double correction = readout.correct(s, o, f, p, phi);
            assertThat(readout.trusted(s, o)).isEqualTo(correction);
            double sign = turning && t / 40 % 2 == 1 ? -1 : 1;
            double error = sign * slope * phi[1] + random.nextGaussian();
            frozen += Math.abs(error);
            corrected += Math.abs(error - correction);
            readout.learn(s, o, f, p, error);
        }
        return corrected / frozen;
    }

    @Test
    void whatTheFeaturesTellIsCorrected() {
        assertThat(ratio(1, false)).as("seed %d", seed).isLessThan(0.8);
    }

    @Test
    void whereThereIsNothingToLearnItHardlyHurts() {
        assertThat(ratio(0, false)).as("noise, seed %d", seed).isLessThan(1.01);
        assertThat(ratio(1, true)).as("turning, seed %d", seed).isLessThan(1.03);
    }

    @Test
    void wildErrorsAndFeaturesStayFinite() {
        HedgedReadout readout = new HedgedReadout(2);
        double[] s = new double[readout.doubles()];
        float[] f = new float[readout.floats()];
        readout.init(s, 0, f, 0);
        for (int t = 0; t < 3000; t++) {
            float wild = t % 100 == 0 ? 1e30f : (float) random.nextGaussian();
            double correction = readout.correct(s, 0, f, 0, new float[] {1, wild});
            assertThat(Math.abs(correction)).as("seed %d", seed).isLessThanOrEqualTo(3);
            readout.learn(s, 0, f, 0, random.nextBoolean() ? 1e300 : -1e300);
        }
    }
}
