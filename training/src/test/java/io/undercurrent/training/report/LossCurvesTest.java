package io.undercurrent.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.training.train.ValidationPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossCurvesTest {
    @Test
    void bothCurvesAreDrawnAndListed() {
        LossCurves curves =
                new LossCurves(
                        List.of(
                                new ValidationPoint(0, 0, Double.NaN, 0.8),
                                new ValidationPoint(2, 12, 0.7, 0.6),
                                new ValidationPoint(4, 24, 0.5, 0.65)),
                        1000);
        assertThat(curves.csv())
                .isEqualTo(
                        "tokens,step,training_loss,validation_loss\n0,0,,0.8\n12000,12,0.7,0.6\n24000,24,0.5,0.65\n");
        String svg = curves.svg("a <b>");
        assertThat(svg).contains("a &lt;b&gt;", ">24k<", ">12k<", "validation loss");
        assertThat(svg.split("<path")).hasSize(3);
        assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void oneLookIsEnough() {
        String svg =
                new LossCurves(List.of(new ValidationPoint(0, 0, Double.NaN, 0.5)), 10).svg("t");
        assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
    }
}
