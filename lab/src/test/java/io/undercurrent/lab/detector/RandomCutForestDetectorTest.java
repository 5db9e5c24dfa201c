package io.undercurrent.lab.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.training.detector.Detection;
import io.undercurrent.training.detector.Detector;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.detector.DetectorSetup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's forests as detectors: no look ahead, no chance, and they find a spike. */
class RandomCutForestDetectorTest {
    private static final int N = 600;
    private static final int SPIKE = 500;
    private static final long MINUTE = 60_000_000L;

    /** What was said of an event. */
    private record Said(double severity, double score, boolean alarm) {}

    @ParameterizedTest
    @ValueSource(strings = {"rcf-8", "rcf-48"})
    void whatIsSaidOfAnEventDependsOnNothingAfterIt(String method) {
        long seed = System.nanoTime();
        for (int channels = 1; channels <= 2; channels++) {
            double[][] events = events(channels, seed);
            List<Said> whole = run(method, channels, events);
            List<Said> prefix = run(method, channels, Arrays.copyOf(events, SPIKE));
            double[][] changed = events.clone();
            changed[SPIKE] = events[SPIKE].clone();
            changed[SPIKE][0] += 500;
            List<Said> other = run(method, channels, changed);
            String what = method + ", " + channels + " channels, seed " + seed;
            assertThat(prefix).as(what).isEqualTo(whole.subList(0, SPIKE));
            assertThat(other.subList(0, SPIKE)).as(what).isEqualTo(prefix);
            assertThat(other.get(SPIKE)).as(what).isNotEqualTo(whole.get(SPIKE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rcf-8", "rcf-48"})
    void aSecondRunSaysTheSame(String method) {
        long seed = System.nanoTime();
        double[][] events = events(2, seed);
        events[SPIKE][1] += 400;
        assertThat(run(method, 2, events))
                .as("%s, seed %d", method, seed)
                .isEqualTo(run(method, 2, events));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rcf-8", "rcf-48"})
    void aSpikeInAnyChannelRaisesAnAlarmAndIsRankedFirst(String method) {
        long seed = System.nanoTime();
        for (int channel = 0; channel < 2; channel++) {
            double[][] events = events(2, seed);
            events[SPIKE][channel] += 400;
            List<Said> said = run(method, 2, events);
            String what = method + ", channel " + channel + ", seed " + seed;
            assertThat(said.get(SPIKE).alarm()).as(what).isTrue();
            assertThat(said).as(what).allMatch(one -> one.alarm() == one.score() > 0);
            // A forest sees the spike for as long as it is among the newest values.
            assertThat(largest(said.subList(SPIKE, SPIKE + 48))).as(what).isEqualTo(largest(said));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rcf-8", "rcf-48"})
    void aMissingValueRepeatsTheOneBeforeIt(String method) {
        long seed = System.nanoTime();
        double[][] missing = events(2, seed);
        double[][] repeated = events(2, seed);
        for (int t = 0; t < N; t++) {
            if (t < 5 || t % 7 == 3) { // also before a first value
                missing[t][0] = Double.NaN;
                repeated[t][0] = t < 5 ? 0 : repeated[t - 1][0];
            }
            if (t >= 300 && t < 360) {
                Arrays.fill(missing[t], Double.NaN);
                repeated[t] = repeated[299].clone();
            }
        }
        String what = method + ", seed " + seed;
        List<Said> said = run(method, 2, missing);
        assertThat(said).as(what).isEqualTo(run(method, 2, repeated));
        assertThat(said)
                .as(what)
                .allMatch(one -> one.severity() >= 0 && one.severity() <= 1)
                .allMatch(one -> one.score() >= 0 && one.score() <= 1);
    }

    @Test
    void covariatesAreNotJudged() {
        long seed = System.nanoTime();
        double[][] alone = events(1, seed);
        double[][] with = new double[N][];
        Arrays.setAll(with, t -> new double[] {alone[t][0], t == SPIKE ? 1e6 : 0});
        assertThat(run("rcf-8", 1, with)).as("seed %d", seed).isEqualTo(run("rcf-8", 1, alone));
    }

    private static double largest(List<Said> said) {
        return said.stream().mapToDouble(Said::severity).max().orElseThrow();
    }

    /** Runs a method over events, [events][channels, then covariates]. */
    private static List<Said> run(String method, int channels, double[][] events) {
        DetectorSetup setup = new DetectorSetup(channels, events[0].length - channels, 0.001);
        Detector detector =
                DetectorMethod.named(method, RandomCutForestDetector.methods())
                        .detector()
                        .apply(setup);
        List<Said> said = new ArrayList<>();
        Detection out = new Detection();
        for (int t = 0; t < events.length; t++) {
            detector.observe(t * MINUTE, events[t], out);
            said.add(new Said(out.severity, out.score, out.alarm));
        }
        return said;
    }

    private static double[][] events(int channels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] events = new double[N][channels];
        for (int t = 0; t < N; t++) {
            for (int c = 0; c < channels; c++) {
                events[t][c] =
                        30 + 10 * Math.sin((t + 5 * c) * Math.PI / 12) + random.nextGaussian();
            }
        }
        return events;
    }
}
