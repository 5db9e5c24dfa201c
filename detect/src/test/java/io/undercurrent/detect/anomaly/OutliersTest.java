package io.undercurrent.detect.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few huge values are found, and do not hide what comes after them. */
class OutliersTest {
    /** Surprise from which an episode starts at a rate of 1e-3. */
    private static final double ALARM = 4.2;

    private final AnomalyDetector detector = new AnomalyDetector(new int[] {1}, false, 0);
    private final double[] s = new double[detector.doubles()];
    private final float[] f = new float[detector.floats()];
    private final Random random = new Random(7);

    OutliersTest() {
        detector.init(s, 0, f, 0);
        noise(4000);
    }

    private double observe(double value) {
        detector.expect(s, 0, f, 0, 0, 0, 1);
        detector.observe(s, 0, f, 0, value, null, null);
        return detector.surprise();
    }

    private double severity() {
        KeySeverity key = new KeySeverity();
        key.begin();
        key.channel(detector.abnormality(s, 0), detector.recent(s, 0));
        return key.severity();
    }

    private void noise(int events) {
        for (int i = 0; i < events; i++) {
            observe(random.nextGaussian());
        }
    }

    @ParameterizedTest
    @CsvSource({"1e3, 1", "1e6, 1", "-9999, 1", "999999, 5", "1e9, 8", "1e150, 3"})
    void aSpikeIsFoundSoonAfterBrokenValues(double broken, int times) {
        assertThat(observe(broken)).isGreaterThan(ALARM);
        for (int i = 1; i < times; i++) {
            observe(broken);
        }
        noise(2000);
        assertThat(observe(20)).isGreaterThan(ALARM);
        assertThat(severity()).isLessThan(0.5);
        noise(300);
        observe(-20);
        assertThat(observe(-20)).isGreaterThan(ALARM / 2);
    }

    /** More than ten are remembered, so a spike then is as rare as they are, and no rarer. */
    @ParameterizedTest
    @CsvSource({"999999, 10", "1e9, 20", "1e150, 15"})
    void aBurstIsRememberedAndTeachesNoOtherScale(double broken, int times) {
        for (int i = 0; i < times; i++) {
            observe(broken);
        }
        noise(2000);
        double spike = observe(20);
        noise(300);
        assertThat(spike).isGreaterThan(1.5);
        assertThat(observe(0)).isLessThan(1);
    }

    @Test
    void anotherUnitIsLearned() {
        double surprise = 0;
        for (int i = 0; i < 6000; i++) {
            surprise = observe(1e6 * random.nextGaussian());
        }
        assertThat(surprise).isLessThan(ALARM);
        assertThat(severity()).isLessThan(0.5);
    }

    @Test
    void whatIsInReachIsLearnedAsItIs() {
        assertThat(Outliers.learned(5, Double.NaN, Double.NaN, 0)).isEqualTo(5);
        assertThat(Outliers.learned(5, 1, 1, 9)).isEqualTo(5);
        assertThat(Outliers.learned(21, 0, 1, 1)).isEqualTo(21);
        assertThat(Outliers.learned(22, 0, 1, 1)).isEqualTo(21);
        assertThat(Outliers.learned(-22, 0, 1, 1)).isEqualTo(-20);
        assertThat(Outliers.learned(22, 0, 1, 3)).isEqualTo(1.05);
    }
}
