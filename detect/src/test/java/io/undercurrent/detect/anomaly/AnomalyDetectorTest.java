package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel's detector keeps, costs and says over thousands of events. */
class AnomalyDetectorTest {
    private static final int FEATURES = 64;

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
        channel.usualEvents(8000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        channel.usualEvents(8000);
        // Less than a byte an event: whatever it is, it is not an object for each.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8000);
    }

    @Test
    void aMissingValueIsNotJudgedAndNotLearned() {
        JudgedChannel channel = channel(6);
        channel.usualEvents(500);
        int pending = new PendingForecasts(JudgedChannel.HORIZONS).doubles();
        int usual = channel.detector.format4Doubles() - pending;
        double[] before = Arrays.copyOf(channel.s, usual);
        float[] floats = channel.f.clone();
        double severity = channel.severity();
        for (int i = 0; i < 50; i++) {
            channel.observe(Double.NaN);
            assertThat(channel.detector.surprise()).isZero();
            assertThat(channel.detector.surprise(Statistic.ERROR)).isZero();
            assertThat(channel.detector.distance()).isNaN();
        }
        assertThat(Arrays.copyOf(channel.s, usual)).isEqualTo(before);
        int places = channel.detector.format4Floats();
        assertThat(Arrays.copyOfRange(channel.f, places, channel.f.length))
                .isEqualTo(Arrays.copyOfRange(floats, places, channel.f.length));
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
        double least = 1;
        for (int i = 1; i <= 3000; i++) {
            channel.observe(channel.usual() + channel.noise() + 40);
            least = i >= 10 && i <= 200 ? Math.min(least, channel.severity()) : least;
        }
        assertThat(least).as("events 10 to 200, seed %d", seed).isGreaterThan(0.45);
        assertThat(channel.severity()).as("after, seed %d", seed).isLessThan(0.25);
    }

    /** Its units hardly move for 2000 events, so that without fading it would stay above 0.5. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void whatStaysNoisyFades(long seed) {
        JudgedChannel channel = new JudgedChannel(seed);
        channel.usualEvents(4000);
        double early = 0;
        double late = 0;
        for (int i = 1; i <= 1800; i++) {
            channel.observe(channel.usual() + 200 * channel.noise());
            early += i > 150 && i <= 250 ? channel.severity() / 100 : 0;
            late += i > 1700 ? channel.severity() / 100 : 0;
        }
        assertThat(early).as("events 151 to 250, seed %d", seed).isGreaterThan(0.55);
        assertThat(late).as("events 1701 to 1800, seed %d", seed).isLessThan(0.4);
    }

    /** Without features, their part of the severity alone is none. */
    @ParameterizedTest
    @EnumSource(SeverityPart.class)
    void aStageAloneCountsAlone(SeverityPart part) {
        Stages alone = new Stages(Set.of(Statistic.ERROR), Set.of(part));
        AnomalyDetector detector = new AnomalyDetector(JudgedChannel.HORIZONS, true, 0, alone);
        JudgedChannel channel = new JudgedChannel(10, detector, 0, 0);
        channel.usualEvents(500);
        channel.observe(30);
        double error = detector.surprise(Statistic.ERROR);
        assertThat(error).isGreaterThan(3);
        assertThat(detector.surprise()).isEqualTo(Statistic.ERROR.weight() * error);
        assertThat(channel.severity() > 0).isEqualTo(part != SeverityPart.FEATURES);
    }
}
