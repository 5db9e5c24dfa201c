package io.undercurrent.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.lab.sets.AnomalySet;
import io.undercurrent.mamba2.json.Json;
import io.undercurrent.testing.SharedFolder;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.data.Labels;
import io.undercurrent.training.evaluate.anomaly.Counts;
import io.undercurrent.training.evaluate.anomaly.Judged;
import io.undercurrent.training.evaluate.anomaly.NabFile;
import io.undercurrent.training.evaluate.anomaly.NabProfile;
import io.undercurrent.training.evaluate.anomaly.NabScore;
import io.undercurrent.training.evaluate.anomaly.VusPr;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What the benchmarks' own programs computed, where it is there: the same to 1e-9. */
class AnomalyChecksTest {
    private static final String NAB_CASE = "data/nab/scoring_case.json.gz";
    private static final String VUS_CASES = "data/tsbad_matched/vus_cases.json.gz";

    @Test
    void nabsScoreOfAMadeUpDetector() throws Exception {
        Path file = SharedFolder.file(NAB_CASE);
        Map<?, ?> whole = (Map<?, ?>) json(file);
        Map<?, ?> scores = (Map<?, ?>) whole.get("scores");
        List<NabFile> files = new ArrayList<>();
        int scored = 0;
        for (LabelledSeries one : AnomalySet.NAB.load(file.getParent().getParent())) {
            List<?> given = (List<?>) scores.get(one.name());
            scored += given == null ? 0 : 1;
            files.add(
                    new NabFile(
                            one.labels(),
                            given == null ? new double[one.length()] : numbers(given)));
        }
        assertThat(scored).isEqualTo(scores.size());
        for (NabProfile profile : NabProfile.values()) {
            Map<?, ?> threshold =
                    (Map<?, ?>) ((Map<?, ?>) whole.get("thresholds")).get(profile.id());
            NabScore best = NabScore.best(files, profile);
            assertThat(best.threshold()).isEqualTo(number(threshold.get("threshold")));
            assertThat(best.raw()).isCloseTo(number(threshold.get("score")), within(1e-9));
            assertThat(best.score())
                    .isCloseTo(
                            number(((Map<?, ?>) whole.get("final")).get(profile.id())),
                            within(1e-9));
        }
    }

    @Test
    void vusPrAndEventF1OfTsbAd() throws Exception {
        Map<?, ?> whole = (Map<?, ?>) json(SharedFolder.file(VUS_CASES));
        for (Object each : (List<?>) whole.get("cases")) {
            Map<?, ?> one = (Map<?, ?>) each;
            String kind = String.valueOf(one.get("kind"));
            double[] scores = numbers((List<?>) one.get("score"));
            Labels labels = labels((List<?>) one.get("label"));
            assertThat(VusPr.of(labels, scores, (int) number(one.get("window"))))
                    .as(kind)
                    .isCloseTo(number(one.get("vus_pr")), within(1e-9));
            assertThat(bestEventF1(labels, scores))
                    .as(kind)
                    .isCloseTo(number(one.get("event_f1")), within(1e-9));
        }
    }

    @Test
    void theWindowsOfTsbAd() throws Exception {
        Path file = SharedFolder.file(VUS_CASES);
        Map<?, ?> windows = (Map<?, ?>) ((Map<?, ?>) json(file)).get("windows");
        List<LabelledSeries> series = AnomalySet.TSBAD.load(file.getParent().getParent());
        assertThat(series).hasSize(windows.size());
        for (LabelledSeries one : series) {
            assertThat(VusPr.window(one.columns()[0]))
                    .as(one.name())
                    .isEqualTo((int) number(windows.get(one.name())));
        }
    }

    /** TSB-AD takes the best of 100 thresholds, spread evenly between the extreme scores. */
    private static double bestEventF1(Labels labels, double[] scores) {
        double low = Arrays.stream(scores).min().orElseThrow();
        double high = Arrays.stream(scores).max().orElseThrow();
        double best = 0;
        for (int k = 0; k < 100; k++) {
            double threshold = k == 99 ? high : low + k * ((high - low) / 99);
            best = Math.max(best, Counts.of(new Judged(labels, scores), threshold).eventF1());
        }
        return best;
    }

    private static Labels labels(List<?> points) {
        boolean[] anomalous = new boolean[points.size()];
        for (int i = 0; i < anomalous.length; i++) {
            anomalous[i] = number(points.get(i)) > 0;
        }
        return Labels.ofPoints(anomalous);
    }

    private static double[] numbers(List<?> values) {
        return values.stream().mapToDouble(AnomalyChecksTest::number).toArray();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Object json(Path file) throws Exception {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), 10, 1_000_000);
        }
    }
}
