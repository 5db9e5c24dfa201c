package io.undercurrent.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.testing.SharedFolder;
import org.junit.jupiter.api.Test;

/** A real file as it comes: New York's taxi passengers by the half hour. */
class TaxiTest {
    private static final String FILE = "data/nab/data/realKnownCause/nyc_taxi.csv";
    private static final int ROWS = 10_320;

    @Test
    void everyRowOfTheFileIsScored() throws Exception {
        Scored scored = Scored.of("", SharedFolder.file(FILE).toString());
        assertThat(scored.rows()).hasSize(ROWS);
        assertThat(scored.rows().get(0).get("timestamp")).isEqualTo("2014-07-01 00:00:00");
        assertThat(scored.rows().get(ROWS - 1).get("timestamp")).isEqualTo("2015-01-31 23:30:00");
        assertThat(scored.column("status").subList(128, ROWS)).containsOnly("SCORED");
        long alarms = scored.column("alarm").stream().filter("true"::equals).count();
        assertThat(alarms).as("alarms in %d rows at a declared rate of 0.001", ROWS).isPositive();
        assertThat(alarms).isLessThan(ROWS / 50);
    }
}
