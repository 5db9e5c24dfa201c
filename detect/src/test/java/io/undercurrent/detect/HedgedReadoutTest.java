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
        double[] s = new double[o + readout.size()];
        readout.init(s, o);
        double frozen = 0;
        double corrected = 0;
        for (int t = 0; t < EVENTS; t++) {
            double[] phi = {1, random.nextGaussian(), random.nextGaussian()};
            double correction = readout.correct(s, o, phi);
            assertThat(readout.trusted(s, o)).isEqualTo(correction);
            double sign = turning && t / 40 % 2 == 1 ? -1 : 1;
            double error = sign * slope * phi[1] + random.nextGaussian();
            frozen += Math.abs(error);
            corrected += Math.abs(error - correction);
            readout.learn(s, o, error);
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
    void wildErrorsStayFinite() {
        HedgedReadout readout = new HedgedReadout(2);
        double[] s = new double[readout.size()];
        readout.init(s, 0);
        for (int t = 0; t < 3000; t++) {
            double correction = readout.correct(s, 0, new double[] {1, random.nextGaussian()});
            assertThat(Math.abs(correction)).as("seed %d", seed).isLessThanOrEqualTo(3);
            readout.learn(s, 0, random.nextBoolean() ? 1e300 : -1e300);
        }
    }
}
