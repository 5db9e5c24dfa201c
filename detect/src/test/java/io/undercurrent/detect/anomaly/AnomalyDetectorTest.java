package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel's detector keeps, costs and says over thousands of events. */
class AnomalyDetectorTest {
    private static final int FEATURES = 64;

    /** Where the newest value is, which may be any number. */
    private static final int LAST = 3;

    private static AnomalyDetector detector() {
        return new AnomalyDetector(JudgedChannel.HORIZONS, true, FEATURES);
    }

    private static JudgedChannel channel(long seed) {
        return new JudgedChannel(seed, detector(), 0, 0);
    }

    @Test
    void aChannelTakesAtMost8KiB() {
        AnomalyDetector detector = detector();
        assertThat(8 * detector.doubles() + 4 * detector.floats()).isBetween(4096, 8192);
    }

    @Test
    void anEventAllocatesNothing() {
        JudgedChannel channel = channel(1);
        channel.usualEvents(15_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        channel.usualEvents(10_000);
        // Less than a byte an event: whatever it is, it is not an object for each.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    /** One detector judges two channels in turn, at other offsets than detectors of their own. */
    @Test
    void sameNumbersEndWithTheSameBits() {
        AnomalyDetector shared = detector();
        JudgedChannel one = new JudgedChannel(1, shared, 7, 3);
        JudgedChannel other = new JudgedChannel(2, shared, 0, 0);
        JudgedChannel alone = channel(1);
        for (int i = 0; i < 1500; i++) {
            double extra = i % 300 == 299 ? 20 : 0;
            one.observe(i % 100 == 50 ? Double.NaN : one.usual() + one.noise() + extra);
            double surprise = shared.surprise();
            double severity = one.severity();
            other.usualEvents(1);
            alone.observe(i % 100 == 50 ? Double.NaN : alone.usual() + alone.noise() + extra);
            assertThat(surprise).as("event %d", i).isEqualTo(alone.detector.surprise());
            assertThat(severity).as("event %d", i).isEqualTo(alone.severity());
        }
        assertThat(Arrays.copyOfRange(one.s, 7, one.s.length)).isEqualTo(alone.s);
        assertThat(Arrays.copyOfRange(one.f, 3, one.f.length)).isEqualTo(alone.f);
        assertThat(Arrays.copyOf(one.s, 7)).containsOnly(0);
        assertThat(Arrays.copyOf(one.f, 3)).containsOnly(0);
    }

    @Test
    void aStateThatItWroteCanBeRead() {
        JudgedChannel channel = channel(3);
        channel.check();
        for (int i = 0; i < 1500; i++) {
            switch (i % 500) {
                case 100 -> channel.observe(Double.NaN);
                case 200 -> channel.observe(1e150);
                case 300 -> channel.observe(-1e150);
                default -> channel.usualEvents(1);
            }
            channel.check();
            double severity = channel.severity();
            assertThat(severity).as("after %d", i).isBetween(0.0, Math.nextDown(1.0));
            assertThat(channel.detector.surprise()).as("after %d", i).isBetween(0.0, 27.0);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e301})
    void refuses64BitNumbersThatCannotBe(double bad) {
        JudgedChannel channel = channel(4);
        channel.usualEvents(300);
        channel.check();
        int pending = new PendingForecasts(JudgedChannel.HORIZONS).doubles();
        int medians = channel.detector.doubles() - pending + 1;
        for (int i = 0; i < channel.detector.doubles(); i++) {
            // A forecast that is NaN stands for none.
            if (i != LAST && !(Double.isNaN(bad) && i >= medians)) {
                double kept = channel.s[i];
                channel.s[i] = bad;
                assertThatThrownBy(channel::check)
                        .as("%s at %d", bad, i)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("allowed are");
                channel.s[i] = kept;
            }
        }
        channel.check();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refuses32BitNumbersThatCannotBe(float bad) {
        JudgedChannel channel = channel(5);
        channel.usualEvents(300);
        for (int i = 0; i < channel.detector.floats(); i++) {
            float kept = channel.f[i];
            channel.f[i] = bad;
            assertThatThrownBy(channel::check)
                    .as("%s at %d", bad, i)
                    .isInstanceOf(IllegalArgumentException.class);
            channel.f[i] = kept;
        }
        channel.check();
    }

    @Test
    void aMissingValueIsNotJudgedAndNotLearned() {
        JudgedChannel channel = channel(6);
        channel.usualEvents(500);
        int pending = new PendingForecasts(JudgedChannel.HORIZONS).doubles();
        int usual = channel.detector.doubles() - pending;
        double[] before = Arrays.copyOf(channel.s, usual);
        double severity = channel.severity();
        for (int i = 0; i < 50; i++) {
            channel.observe(Double.NaN);
            assertThat(channel.detector.surprise()).isZero();
            assertThat(channel.detector.distance()).isNaN();
        }
        assertThat(Arrays.copyOf(channel.s, usual)).isEqualTo(before);
        assertThat(channel.severity()).isEqualTo(severity);
        assertThat(channel.detector.values(channel.s, 0)).isEqualTo(500);
    }

    @Test
    void nothingSurprisesBefore128Values() {
        JudgedChannel channel = channel(7);
        for (int i = 0; i < 128; i++) {
            channel.observe(i % 10 == 0 ? 1000 : channel.noise());
            assertThat(channel.detector.surprise()).as("value %d", i).isZero();
        }
        channel.observe(1e6);
        assertThat(channel.detector.surprise()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void severityStaysHighWhileALevelIsNewAndFallsAfterIt(long seed) {
        JudgedChannel channel = new JudgedChannel(seed);
        channel.usualEvents(4000);
        assertThat(channel.severity()).as("before, seed %d", seed).isLessThan(0.25);
        for (int i = 1; i <= 3000; i++) {
            channel.observe(channel.usual() + channel.noise() + 40);
            if (i >= 10 && i <= 200) {
                assertThat(channel.severity()).as("event %d, seed %d", i, seed).isGreaterThan(0.45);
            }
        }
        assertThat(channel.severity()).as("after, seed %d", seed).isLessThan(0.25);
    }

    @Test
    void featuresCanBeTakenOverFromAnotherState() {
        JudgedChannel from = channel(8);
        from.usualEvents(1000);
        JudgedChannel to = channel(9);
        double[] fresh = to.s.clone();
        to.detector.copyFeatures(from.s, 0, from.f, 0, to.s, 0, to.f, 0);
        to.check();
        // Three numbers of the novelty and three of its term.
        int copied = 0;
        for (int i = 0; i < fresh.length; i++) {
            boolean same = Double.compare(to.s[i], fresh[i]) == 0;
            assertThat(same || to.s[i] == from.s[i]).as("number %d", i).isTrue();
            copied += same ? 0 : 1;
        }
        assertThat(copied).isEqualTo(6);
    }
}
