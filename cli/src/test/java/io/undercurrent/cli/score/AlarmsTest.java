package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Score, status, bounds and alarm of a row agree with each other, on ordinary and odd streams. */
class AlarmsTest {
    private static final int ROWS = 3000;
    private static final double RATE = 0.01;

    /** Rows between surprising ones of one episode: a tenth of 1 / rate. */
    private static final int GAP = 10;

    @ParameterizedTest(name = "{0} seed {1}")
    @CsvSource({"noise, 1", "spikes, 2", "shift, 3", "constant, 4", "walk, 5", "huge, 6"})
    void scoreBoundsAndAlarmAgree(String kind, long seed) {
        Scored scored = Scored.of(csv(kind, seed), "--alarm-rate", "0.01");
        int newest = -GAP - 1;
        int alarms = 0;
        int judgedRows = 0;
        int outside = 0;
        for (int i = 0; i < ROWS; i++) {
            Map<String, String> row = scored.rows().get(i);
            boolean alarm = Boolean.parseBoolean(row.get("alarm"));
            boolean judged = row.get("status").equals("SCORED") || row.get("status").equals("LATE");
            double score = Double.parseDouble(row.get("score"));
            double severity = Double.parseDouble(row.get("severity"));
            String place =
                    String.format(Locale.ROOT, "%s, seed %d, row %d: %s", kind, seed, i, row);
            assertThat(score).as(place).isBetween(0.0, 1.0);
            assertThat(severity).as(place).isBetween(0.0, 1.0);
            if (!judged) {
                assertThat(alarm).as(place).isFalse();
                assertThat(score).as(place).isZero();
                assertThat(severity).as(place).isZero();
                continue;
            }
            assertThat(alarm).as(place).isEqualTo(score >= 0.5);
            if (alarm) {
                assertThat(i - newest).as("%s, events since an alarm", place).isGreaterThan(GAP);
                newest = i;
            }
            alarms += alarm ? 1 : 0;
            double value = Double.parseDouble(row.get("value"));
            double lower = Double.parseDouble(row.get("lower"));
            double upper = Double.parseDouble(row.get("upper"));
            double rounding = 1e-9 * (Math.abs(lower) + Math.abs(upper));
            judgedRows++;
            outside += value < lower - rounding || value > upper + rounding ? 1 : 0;
        }
        String all =
                String.format(
                        Locale.ROOT,
                        "%s, seed %d: %d alarms, %d of %d values outside",
                        kind,
                        seed,
                        alarms,
                        outside,
                        judgedRows);
        assertThat(alarms).as(all).isLessThanOrEqualTo((int) (2 * RATE * judgedRows));
        assertThat(outside).as(all).isLessThanOrEqualTo((int) (2 * RATE * judgedRows));
        if (kind.equals("constant")) {
            assertThat(alarms).as(all).isZero();
        } else {
            assertThat(alarms).as(all).isGreaterThanOrEqualTo((int) (RATE * judgedRows / 2));
            assertThat(outside).as(all).isPositive();
        }
        if (kind.equals("shift")) {
            assertThat(scored.rows().get(2001).get("alarm")).as(all).isEqualTo("true");
        }
    }

    private static String csv(String kind, long seed) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("time,value\n");
        double walk = 0;
        for (int i = 0; i < ROWS; i++) {
            double noise = random.nextGaussian();
            walk += noise;
            double value =
                    switch (kind) {
                        case "noise" -> noise;
                        case "spikes" -> noise + (i % 97 == 0 ? 40 : 0);
                        case "shift" -> noise + (i > 2000 ? 5000 : 0);
                        case "constant" -> 3;
                        case "walk" -> walk;
                        case "huge" -> 1e12 * noise;
                        default -> throw new IllegalArgumentException(kind);
                    };
            csv.append(Scored.time(i)).append(',').append(value).append('\n');
        }
        return csv.toString();
    }
}
