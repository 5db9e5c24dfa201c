package io.undercurrent.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.undercurrent.training.detector.Detection;
import io.undercurrent.training.detector.Detector;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.detector.DetectorSetup;
import io.undercurrent.training.evaluate.anomaly.FalseAlarms;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Episodes, ratios and bands of a detector whose alarms are known, by hand. */
class AlarmRatesTest {
    private static final List<Double> STATED = List.of(0.1, 0.01, 0.001);

    private final AlarmRates rates = new AlarmRates(5, 20, 2100, 100, STATED);

    /** Alarms at regular intervals, {@code factor} times as often as stated. */
    private static final class Regular implements Detector {
        private final long every;
        private long seen;

        Regular(DetectorSetup setup, double factor) {
            every = Math.round(1 / setup.alarmRate() / factor);
        }

        @Override
        public void observe(long timeMicros, double[] values, Detection out) {
            out.unknown();
            out.alarm = ++seen % every == 0;
        }
    }

    private static DetectorMethod regular(double factor) {
        return new DetectorMethod("regular", true, setup -> new Regular(setup, factor));
    }

    @Test
    void gapsAreShorterUnderHighRates() {
        assertThat(List.of(0.1, 0.01, 0.001, 0.0001))
                .extracting(AlarmRates::gap)
                .containsExactly(1, 10, 24, 24);
    }

    @Test
    void alarmsAsOftenAsStatedAreOnTheDiagonal() {
        List<List<RateRow>> rows = rows(1);
        assertThat(rows).hasSize(11);
        for (List<RateRow> line : rows) {
            int keys = line.get(0).name().equals(RateRow.ALL) ? 20 : 2;
            assertThat(line.get(0).alarms())
                    .isEqualTo(new FalseAlarms(keys * 2000L, keys * 200L, keys * 200L));
            assertThat(line.get(1).alarms().episodes()).isEqualTo(keys * 20L);
            assertThat(line.get(2).alarms().episodes()).isEqualTo(keys * 2L);
            for (RateRow row : line) {
                assertThat(row.keys()).isEqualTo(keys);
                assertThat(row.inBand()).isEqualTo(1);
                assertThat(row.observed()).isCloseTo(row.stated(), within(1e-12));
            }
        }
        assertThat(RateRow.table(rows).csv())
                .contains("family,keys,at 0.1,in band %,at 0.01,")
                .contains("\nall,20,1.00,100,1.00,100,1.00,100\n");
    }

    @Test
    void alarmsTwiceAsOftenAreOutsideTheBandWhereItIsNarrow() {
        List<RateRow> all = rows(2).get(10);
        // 400 of 200 and 40 of 20 are outside; the band of 2 is 0 to 5.
        assertThat(all).extracting(RateRow::inBand).containsExactly(0.0, 0.0, 1.0);
        assertThat(RateRow.counts(List.of(all)).csv())
                .contains("all,0.01,20,40000,800,800,2.0000,2.0000,0.0000");
    }

    @Test
    void noFigureDependsOnTheThreads() {
        assertThat(rates.run(regular(1), 3, (what, done, total) -> {}))
                .isEqualTo(rates.run(regular(1), 1, (what, done, total) -> {}));
    }

    @Test
    void independentAlarmsLoseWhatAGapHolds() {
        AlarmRates many = new AlarmRates(5, 100, 5000, 0, STATED);
        List<RateRow> rows = RateRow.of("coin", many.independent(), STATED);
        for (RateRow row : rows) {
            double expected = Math.pow(1 - row.stated(), AlarmRates.gap(row.stated()));
            // 500 episodes in all under the lowest rate: 5 deviations are 0.22.
            assertThat(row.alarms().episodesOver(row.stated())).isCloseTo(expected, within(0.22));
            assertThat(row.alarms().eventsOver(row.stated())).isCloseTo(1, within(0.22));
        }
        assertThat(rows.get(0).inBand()).isLessThan(rows.get(1).inBand());
    }

    @Test
    void thePictureHasALineForEachFamilyAndTheDiagonal() throws Exception {
        String svg = RatePicture.of("a < b", rows(1));
        Document picture =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(picture.getElementsByTagName("path").getLength()).isEqualTo(11);
        assertThat(picture.getDocumentElement().getTextContent())
                .contains("a < b", "mostly-zero", "all", "1e-3");
        String points =
                picture.getElementsByTagName("path")
                        .item(10)
                        .getAttributes()
                        .getNamedItem("d")
                        .getNodeValue();
        // Rates of 1e-3, 1e-2 and 1e-1 on axes from 1e-3 to 1: on the diagonal.
        assertThat(points).isEqualTo("M70.0 476.0 L210.0 336.0 L350.0 196.0");
    }

    @Test
    void aRateWithoutEpisodesHasNoPoint() {
        DetectorMethod silent =
                new DetectorMethod("silent", true, setup -> (time, values, out) -> out.unknown());
        List<List<RateRow>> rows =
                RateRow.of(rates.run(silent, 1, (what, done, total) -> {}), STATED);
        assertThat(rows.get(10)).allMatch(row -> row.alarms().episodes() == 0);
        // None where 200 or 20 are expected is outside; none where 2 are is inside.
        assertThat(rows.get(10)).extracting(RateRow::inBand).containsExactly(0.0, 0.0, 1.0);
        assertThat(RatePicture.of("silent", rows)).contains("<path d=\"\"").doesNotContain("NaN");
    }

    @Test
    void bandsAreExactQuantiles() {
        assertThat(BinomialBand.of(2000, 0.001)).isEqualTo(new BinomialBand(0, 5));
        assertThat(BinomialBand.of(4, 0.5)).isEqualTo(new BinomialBand(0, 4));
        assertThat(BinomialBand.of(10, 0.5)).isEqualTo(new BinomialBand(2, 8));
        assertThat(BinomialBand.of(0, 0.5)).isEqualTo(new BinomialBand(0, 0));
        for (double rate : new double[] {0.2, 0.03, 0.0007}) {
            assertThat(BinomialBand.of(3000, rate)).isEqualTo(byDecimals(3000, rate));
        }
        // 0.8^20000 is no double.
        BinomialBand many = BinomialBand.of(20_000, 0.2);
        assertThat(many.low()).isBetween(3880L, 3900L);
        assertThat(many.high()).isBetween(4100L, 4120L);
        assertThatThrownBy(() -> BinomialBand.of(10, 0))
                .hasMessageContainingAll("10 trials", "(0, 1)");
    }

    /** The same from the definition, in 60 digits. */
    private static BinomialBand byDecimals(int trials, double probability) {
        MathContext digits = new MathContext(60);
        BigDecimal p = new BigDecimal(probability);
        BigDecimal q = BigDecimal.ONE.subtract(p);
        BigDecimal each = q.pow(trials, digits);
        BigDecimal below = BigDecimal.ZERO;
        long low = -1;
        for (int k = 0; ; k++) {
            below = below.add(each, digits);
            if (low < 0 && below.doubleValue() >= 0.025) {
                low = k;
            }
            if (below.doubleValue() >= 0.975) {
                return new BinomialBand(low, k);
            }
            each =
                    each.multiply(p, digits)
                            .multiply(BigDecimal.valueOf(trials - k), digits)
                            .divide(q.multiply(BigDecimal.valueOf(k + 1), digits), digits);
        }
    }

    private List<List<RateRow>> rows(double factor) {
        return RateRow.of(rates.run(regular(factor), 2, (what, done, total) -> {}), STATED);
    }
}
