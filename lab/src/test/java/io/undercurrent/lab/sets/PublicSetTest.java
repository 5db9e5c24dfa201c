package io.undercurrent.lab.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Series;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each set's form, on small generated files. */
class PublicSetTest {
    private static final long HOUR = 3_600_000_000L;

    @TempDir private Path folder;

    @Test
    void aColumnASeries() throws Exception {
        GzipFiles.gzip(
                folder,
                "ett/ETTh1.csv.gz",
                "date,HUFL,OT\n2016-07-01 00:00:00,5.5,30\n2016-07-01 01:00:00,,31\n");
        List<Series> series = PublicSet.ETTH1.load(folder, false);
        assertThat(series).extracting(Series::name).containsExactly("HUFL", "OT");
        assertThat(series.get(0).values()).containsExactly(5.5, Double.NaN);
        assertThat(series.get(1).values()).containsExactly(30, 31);
        assertThat(gaps(series.get(0))).containsExactly(HOUR);
        assertThat(series.get(0).season()).isEqualTo(24);
    }

    @Test
    void zonesAreSortedAndTheFirstOfEqualHoursStays() throws Exception {
        for (String zone : List.of("AEP", "COMED", "DAYTON", "DEOK", "DOM", "DUQ")) {
            GzipFiles.gzip(
                    folder,
                    "pjm_hourly/" + zone + "_hourly.csv.gz",
                    String.format(
                            Locale.ROOT,
                            "Datetime,%s_MW%n2004-12-31 03:00:00,3%n2004-12-31 01:00:00,1%n2004-12-31 03:00:00,9%n2004-12-31 02:00:00,2%n",
                            zone));
        }
        List<Series> series = PublicSet.PJM.load(folder, false);
        assertThat(series).hasSize(6);
        assertThat(series.get(5).name()).isEqualTo("DUQ");
        assertThat(series.get(5).values()).containsExactly(1, 2, 3);
        assertThat(gaps(series.get(5))).containsExactly(HOUR, HOUR);
    }

    @Test
    void timesWithAnOffsetAreInstants() throws Exception {
        GzipFiles.gzip(
                folder,
                "vic_elec/vic_elec.csv.gz",
                "Time,Demand,Temperature\n2012-04-01T02:30:00+1100,7,1\n2012-04-01T02:00:00+1000,8,2\n");
        Series series = PublicSet.VIC_ELEC.load(folder, false).get(0);
        assertThat(series.values()).containsExactly(7, 8);
        assertThat(gaps(series)).containsExactly(HOUR / 2);
        assertThat(series.seasons()).containsExactly(48, 336);
    }

    @Test
    void sixtySensorsOrAll() throws Exception {
        StringBuilder header = new StringBuilder("s0");
        StringBuilder row = new StringBuilder("60.5");
        for (int i = 1; i < 70; i++) {
            header.append(",s").append(i);
            row.append(',').append(i);
        }
        GzipFiles.gzip(folder, "los_speed/los_speed.csv.gz", header + "\n" + row + "\n" + row);
        assertThat(PublicSet.LOS_SPEED.load(folder, false)).hasSize(60);
        List<Series> all = PublicSet.LOS_SPEED.load(folder, true);
        assertThat(all).hasSize(70);
        assertThat(all.get(69).values()).containsExactly(69, 69);
        assertThat(gaps(all.get(0))).containsExactly(HOUR / 12);
    }

    @Test
    void daysAndHours() throws Exception {
        GzipFiles.gzip(
                folder,
                "bike_share/bike_hour.csv.gz",
                "dteday,hr,holiday,workingday,weathersit,temp,hum,windspeed,cnt\n"
                        + "1/1/11,22,0,1,1,.1,.4,.7,16\n"
                        + "1/1/11,23,0,1,2,.2,.5,.8,40\n"
                        + "1/2/11,1,1,0,3,.3,.6,.9,3\n");
        Series series = PublicSet.BIKE_SHARE.load(folder, false).get(0);
        assertThat(series.values()).containsExactly(16, 40, 3);
        assertThat(gaps(series)).containsExactly(HOUR, 2 * HOUR);
        Fields fields = series.fields();
        assertThat(fields.channels()).isEqualTo(1);
        assertThat(fields.covariates()).isEqualTo(6);
        assertThat(fields.columns()[3]).containsExactly(1, 2, 3);
        assertThat(fields.columns()[6]).containsExactly(.7, .8, .9);
    }

    @Test
    void trainThenTestPart() throws Exception {
        GzipFiles.gzip(folder, "m4/Weekly-train.csv.gz", "V1,V2,V3\n\"W1\",\"1\",\"2\"\nW2,5,\n");
        GzipFiles.gzip(folder, "m4/Weekly-test.csv.gz", "V1,V2,V3\nW1,3,4\nW2,6,7\n");
        List<Series> series = PublicSet.M4_WEEKLY.load(folder, false);
        assertThat(series.get(0).values()).containsExactly(1, 2, 3, 4);
        assertThat(series.get(1).values()).containsExactly(5, 6, 7);
        assertThat(series.get(1).seasons()).containsExactly(1);
    }

    @Test
    void whatIsMissingOrBrokenIsNamed() {
        assertThatThrownBy(() -> PublicSet.ETTH1.load(folder, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("ett/ETTh1.csv.gz", folder.toString());
        GzipFiles.gzip(folder, "ett/ETTh1.csv.gz", "date,OT\n2016-07-01 00:00:00,many\n");
        assertThatThrownBy(() -> PublicSet.ETTH1.load(folder, false))
                .hasMessageContainingAll("ETTh1.csv.gz", "line 2", "'many'");
        GzipFiles.gzip(folder, "ett/ETTh1.csv.gz", "time,OT\n2016-07-01 00:00:00,1\n");
        assertThatThrownBy(() -> PublicSet.ETTH1.load(folder, false))
                .hasMessageContainingAll("no column date", "[time, OT]");
        GzipFiles.gzip(folder, "ett/ETTh1.csv.gz", "date,OT\nyesterday,1\n");
        assertThatThrownBy(() -> PublicSet.ETTH1.load(folder, false))
                .hasMessageContainingAll("'yesterday'", "2016-07-01 00:00:00");
        assertThatThrownBy(() -> PublicSet.of("nab"))
                .hasMessageContainingAll("'nab'", "ETTh1", "m4_weekly");
    }

    private static long[] gaps(Series series) {
        long[] times = series.timesMicros();
        long[] gaps = new long[times.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = times[i + 1] - times[i];
        }
        return gaps;
    }
}
