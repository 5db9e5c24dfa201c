package io.undercurrent.lab.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.lab.streams.PlantedStream;
import io.undercurrent.training.data.LabelledSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each labelled set's form, on small generated files. */
class AnomalySetTest {
    private static final long MINUTE = 60_000_000;

    @TempDir private Path folder;

    @Test
    void windowsOfNabAreFoundByTheirTimes() throws Exception {
        write(
                "nab/data/real/load.csv",
                """
                timestamp,value
                2014-04-01 00:00:00,1
                2014-04-01 00:05:00,2
                2014-04-01 00:05:00,3
                2014-04-01 00:10:00,4
                """);
        write(
                "nab/labels/combined_windows.json",
                """
                {"real/load.csv": [["2014-04-01 00:05:00.000000", "2014-04-01 00:10:00.000000"]]}
                """);
        LabelledSeries one = AnomalySet.NAB.load(folder).get(0);
        assertThat(one.name()).isEqualTo("real/load.csv");
        assertThat(one.columns()[0]).containsExactly(1, 2, 3, 4);
        assertThat(one.labels().points()).containsExactly(false, true, true, true);
        assertThat(one.timesMicros()[2]).isEqualTo(one.timesMicros()[1]);

        write(
                "nab/labels/combined_windows.json",
                """
                {"real/load.csv": [["2014-04-01 00:06:00", "2014-04-01 00:10:00"]]}
                """);
        assertThatThrownBy(() -> AnomalySet.NAB.load(folder))
                .hasMessageContainingAll("real/load.csv", "2014-04-01 00:06:00");
        write("nab/labels/combined_windows.json", "{}");
        assertThatThrownBy(() -> AnomalySet.NAB.load(folder))
                .hasMessageContainingAll("no list of windows", "real/load.csv");
        write("nab/labels/combined_windows.json", "{");
        assertThatThrownBy(() -> AnomalySet.NAB.load(folder))
                .hasMessageContaining("combined_windows.json");
    }

    @Test
    void labelledPointsOfTsbAd() throws Exception {
        GzipFiles.gzip(folder, "tsbad_matched/a_tr_1.csv.gz", "Data,Label\n5,0\n6,1\n7,1\n");
        LabelledSeries one = AnomalySet.TSBAD.load(folder).get(0);
        assertThat(one.name()).isEqualTo("a_tr_1.csv");
        assertThat(one.columns()[0]).containsExactly(5, 6, 7);
        assertThat(one.labels().first(0)).isEqualTo(1);
        assertThat(one.timesMicros()[2]).isEqualTo(2 * MINUTE);
        assertThat(one.judgedFrom()).isZero();
    }

    @Test
    void sensorsOfSkabAreChannels() throws Exception {
        StringBuilder rows = new StringBuilder("datetime;Pressure;Flow;anomaly;changepoint\n");
        for (int i = 0; i < 402; i++) {
            String row = "2020-02-08 13:%02d:%02d;%d;2;%s;0.0\n";
            rows.append(
                    String.format(Locale.ROOT, row, i / 60, i % 60, i, i > 400 ? "1.0" : "0.0"));
        }
        GzipFiles.gzip(folder, "skab/data/valve1/0.csv.gz", rows.toString());
        GzipFiles.gzip(folder, "skab/data/anomaly-free/0.csv.gz", "datetime;Flow\n2020,1\n");
        List<LabelledSeries> all = AnomalySet.SKAB.load(folder);
        assertThat(all).extracting(LabelledSeries::name).containsExactly("valve1/0.csv");
        assertThat(all.get(0).channels()).isEqualTo(2);
        assertThat(all.get(0).columns()[0][7]).isEqualTo(7);
        assertThat(all.get(0).judgedFrom()).isEqualTo(400);
        assertThat(all.get(0).labels().first(0)).isEqualTo(401);
    }

    @Test
    void ofMslTheTestPartFollowsTheTrainPart() throws Exception {
        GzipFiles.gzip(folder, "smap_msl/C-1_train.csv.gz", "value,commands\n1,\n2,3 4\n");
        GzipFiles.gzip(folder, "smap_msl/C-1_test.csv.gz", "value,commands,label\n3,,0\n4,1,1\n");
        LabelledSeries one = AnomalySet.MSL.load(folder).get(0);
        assertThat(one.name()).isEqualTo("C-1");
        assertThat(one.columns()[0]).containsExactly(1, 2, 3, 4);
        assertThat(one.judgedFrom()).isEqualTo(2);
        assertThat(one.labels().points()).containsExactly(false, false, false, true);
        assertThat(AnomalySet.MSL_WHOLE.load(folder).get(0).judgedFrom()).isZero();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> AnomalySet.of("moon")).hasMessageContainingAll("'moon'", "skab");
        for (AnomalySet set : EnumSet.complementOf(EnumSet.of(AnomalySet.PLANTED))) {
            assertThatThrownBy(() -> set.load(folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(folder.toString());
        }
    }

    @Test
    void theGeneratedSetNeedsNoFolder() throws Exception {
        List<LabelledSeries> all = AnomalySet.of("planted").load(folder);
        assertThat(all)
                .hasSize(PlantedStream.all(PlantedStream.DEFAULT_SEED).size())
                .hasSizeGreaterThan(100)
                .allMatch(one -> one.labels().count() == 1);
        assertThat(all)
                .extracting(LabelledSeries::name)
                .contains("daily/0")
                .doesNotHaveDuplicates();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
