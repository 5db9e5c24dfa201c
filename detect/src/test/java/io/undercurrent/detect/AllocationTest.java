package io.undercurrent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An event allocates nothing in any of the classes, and they share one array without overlap. */
class AllocationTest {
    @Test
    void anEventAllocatesNothing() {
        Channel channel = new Channel();
        for (int i = 0; i < 20_000; i++) {
            channel.event();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            channel.event();
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    }

    /** One channel's memory in one array, used as a scorer does. */
    private static final class Channel {
        private final RecursiveLeastSquares rls = new RecursiveLeastSquares(8, 0.999, 1e-3);
        private final Normaliser normaliser = new Normaliser(512);
        private final ResidualCalibrator calibrator = new ResidualCalibrator(0.001);
        private final QuantileTracker quantiles = new QuantileTracker(new double[] {0.1, 0.5, 0.9});
        private final HorizonErrors horizon = new HorizonErrors(12);
        private final int normaliserAt = rls.size();
        private final int calibratorAt = normaliserAt + normaliser.size();
        private final int quantilesAt = calibratorAt + calibrator.size();
        private final int horizonAt = quantilesAt + quantiles.size();
        private final double[] s = new double[horizonAt + horizon.size()];
        private final double[] phi = new double[8];
        private final double[] w = new double[8];
        private final double[] offsets = new double[3];
        private final double[] path = new double[12];
        private final Random random = new Random(1);

        Channel() {
            rls.init(s, 0);
            normaliser.init(s, normaliserAt);
            calibrator.init(s, calibratorAt);
            quantiles.init(s, quantilesAt);
            horizon.init(s, horizonAt);
        }

        void event() {
            double value = random.nextGaussian();
            double location = normaliser.location(s, normaliserAt);
            double y = (value - location) / normaliser.scale(s, normaliserAt);
            y = Math.max(-100, Math.min(100, y));
            double error = y - rls.predict(s, 0, phi, w);
            double p = calibrator.pValue(s, calibratorAt, error, 1);
            if (!(AlarmScore.score(p, 0.001) < 1)) {
                throw new AssertionError("score of p = " + p);
            }
            double width =
                    calibrator.upperBound(s, calibratorAt, 1)
                            - calibrator.lowerBound(s, calibratorAt, 1);
            quantiles.offsets(s, quantilesAt, offsets);
            phi[0] = 1 / width;
            phi[1] = offsets[2] * horizon.scale(s, horizonAt, 12, 1);
            if (horizon.wantsPath(s, horizonAt)) {
                horizon.offerPath(s, horizonAt, path);
            }
            horizon.observe(s, horizonAt, value);
            quantiles.update(s, quantilesAt, error / calibrator.scale(s, calibratorAt, 1));
            calibrator.updateBudget(s, calibratorAt, error, 1);
            calibrator.update(s, calibratorAt, error, 1);
            rls.update(s, 0, phi, y);
            normaliser.observe(s, normaliserAt, value);
        }
    }
}
