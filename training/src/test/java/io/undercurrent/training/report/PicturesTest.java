package io.undercurrent.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.training.data.Series;
import io.undercurrent.training.evaluate.Evaluation;
import io.undercurrent.training.evaluate.Plan;
import io.undercurrent.training.evaluate.SetResult;
import io.undercurrent.training.forecast.Baseline;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Pictures are well-formed and hold a shape for each figure. */
class PicturesTest {
    // No static field: the workers' lambdas of this class would wait for its initialiser.
    private final SetResult result = result();

    @Test
    void aBarAMethodAndHorizon() throws Exception {
        Document picture = parse(Pictures.wql(result));
        // A background, 2 methods at 2 horizons, a legend.
        assertThat(picture.getElementsByTagName("rect").getLength()).isEqualTo(1 + 4 + 2);
        assertThat(picture.getDocumentElement().getTextContent()).contains("a < b & c", "ets");
    }

    @Test
    void aCurveAHorizon() throws Exception {
        Document picture = parse(Pictures.calibration(result, "naive"));
        assertThat(picture.getElementsByTagName("path").getLength()).isEqualTo(2);
        assertThat(picture.getElementsByTagName("path").item(0).getAttributes().getNamedItem("d"))
                .asString()
                .contains("M", "L");
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static SetResult result() {
        double[] y = new SplittableRandom(1).doubles(300).toArray();
        Series series = new Series("s", y, new long[300], new int[] {7});
        return new Evaluation(
                        List.of(Baseline.NAIVE.method(), Baseline.ETS.method()),
                        1,
                        (what, done, total) -> {})
                .run("a < b & c", List.of(series), Plan.rolling(new int[] {1, 5}, 0.2, 1));
    }
}
