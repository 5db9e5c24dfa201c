package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A detector's state: where it lies, what is refused as one, and what can be taken over. */
class DetectorStateTest {
    private static final int FEATURES = 64;

    /** Where the newest value is, which may be any number. */
    private static final int LAST = 3;

    private static AnomalyDetector detector() {
        return new AnomalyDetector(JudgedChannel.HORIZONS, true, FEATURES);
    }

    private static JudgedChannel channel(long seed) {
        return new JudgedChannel(seed, detector(), 0, 0);
    }

    /** The message with which a state is refused; empty if it is not. */
    private static String refused(JudgedChannel channel) {
        try {
            channel.check();
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** One detector judges two channels in turn, at other offsets than detectors of their own. */
    @Test
    void sameNumbersEndWithTheSameBits() {
        AnomalyDetector shared = detector();
        JudgedChannel one = new JudgedChannel(1, shared, 7, 3);
        JudgedChannel other = new JudgedChannel(2, shared, 0, 0);
        JudgedChannel alone = channel(1);
        for (int i = 0; i < 1000; i++) {
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
        for (int i = 0; i < 1000; i++) {
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
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, 1e301})
    void refuses64BitNumbersThatCannotBe(double bad) {
        JudgedChannel channel = channel(4);
        channel.usualEvents(300);
        channel.check();
        int pending = new PendingForecasts(JudgedChannel.HORIZONS).doubles();
        int medians = channel.detector.format4Doubles() - pending + 1;
        int places = channel.detector.format4Doubles();
        for (int i = 0; i < channel.detector.doubles(); i++) {
            // A forecast that is NaN stands for none.
            if (i != LAST && !(Double.isNaN(bad) && i >= medians && i < places)) {
                double kept = channel.s[i];
                channel.s[i] = bad;
                assertThat(refused(channel)).as("%s at %d", bad, i).contains("allowed are");
                channel.s[i] = kept;
            }
        }
        channel.check();
    }

    @Test
    void refuses32BitNumbersThatCannotBe() {
        JudgedChannel channel = channel(5);
        channel.usualEvents(300);
        for (int i = 0; i < channel.detector.floats(); i++) {
            float kept = channel.f[i];
            channel.f[i] = i % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
            assertThat(refused(channel)).as("at %d", i).contains("allowed are");
            channel.f[i] = kept;
        }
        channel.check();
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
