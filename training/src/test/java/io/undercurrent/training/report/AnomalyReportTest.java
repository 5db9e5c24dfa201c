package io.undercurrent.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.data.Labels;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.anomaly.AnomalyFigures;
import io.undercurrent.training.evaluate.anomaly.AnomalyResult;
import io.undercurrent.training.evaluate.anomaly.DetectorRuns;
import io.undercurrent.training.evaluate.anomaly.Measure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The picture of a series is well-formed, and the tables have a cell for each figure. */
class AnomalyReportTest {
    // No static field: the workers' lambdas of this class would wait for its initialiser.
    private final AnomalyResult result = result();

    @Test
    void aStripAChannelAndAStripADetector() throws Exception {
        String svg = SeriesPicture.of(result.series().get(0), result.methods());
        Document picture =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(picture.getElementsByTagName("path").getLength()).isEqualTo(2 + 2);
        assertThat(picture.getDocumentElement().getTextContent())
                .contains("a < b", "channel 2", "seasonal-z", "half-space-trees", "1999");
    }

    @Test
    void aDetectorWithoutAlarmsHasDashes() {
        AnomalyFigures figures =
                AnomalyFigures.of(
                        result,
                        List.of(Measure.VUS_PR, Measure.HIT, Measure.POINT_F1),
                        (set, method, measure) -> Double.NaN);
        List<String> lines = AnomalyTables.figures(figures).csv().lines().toList();
        assertThat(lines.get(0)).isEqualTo("measure,seasonal-z,half-space-trees");
        assertThat(lines.get(2)).startsWith("hit %,100.0").endsWith(",-");
        assertThat(AnomalyTables.all(List.of(figures)).csv().lines()).hasSize(1 + 2 * 3);
        assertThat(AnomalyTables.figures(figures).html())
                .contains("<th>measure</th>", "<td>VUS-PR</td>");
        assertThat(figures.of(Measure.POINT_F1, 0).threshold()).isBetween(0.5, 1.0);
    }

    @Test
    void aThresholdFromElsewhereIsUsed() {
        AnomalyFigures figures =
                AnomalyFigures.of(result, List.of(Measure.POINT_F1), (set, method, measure) -> 2.0);
        assertThat(figures.of(Measure.POINT_F1, 0).value()).isZero();
        assertThat(figures.of(Measure.POINT_F1, 0).threshold()).isEqualTo(2);
    }

    private static AnomalyResult result() {
        double[][] columns = new double[2][2000];
        for (int t = 0; t < 2000; t++) {
            columns[0][t] = Math.sin(t) + (t == 1500 ? 90 : 0);
            columns[1][t] = t % 7 == 0 ? Double.NaN : Math.cos(t);
        }
        long[] times = new long[2000];
        Arrays.setAll(times, t -> 1_000_000L * t);
        Labels labels = Labels.ofRanges(2000, List.of(new int[] {1500, 1500}));
        return new DetectorRuns(DetectorMethod.baselines(), 0.001, 1, (what, done, total) -> {})
                .run("made", List.of(new LabelledSeries("a < b", columns, 2, times, labels, 0, 0)));
    }
}
