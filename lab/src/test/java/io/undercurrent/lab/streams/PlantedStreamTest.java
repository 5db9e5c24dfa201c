package io.undercurrent.lab.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.training.data.LabelledSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is planted is where the labels say, is what its kind says, and is there every time. */
class PlantedStreamTest {
    /** Hash of the values, times and labels of the default set, recorded on JDK 17. */
    private static final long DIGEST = 946_889_684_101_175_780L;

    private static final int SEEDS = 20;

    private final List<PlantedStream> all = PlantedStream.all(PlantedStream.DEFAULT_SEED);

    @Test
    void isTheSameOnEveryMachine() {
        long digest = 1;
        for (PlantedStream stream : all) {
            digest = 31 * digest + Arrays.hashCode(values(stream));
            digest = 31 * digest + Arrays.hashCode(stream.series().timesMicros());
            digest = 31 * digest + Arrays.hashCode(stream.series().labels().points());
        }
        assertThat(digest).isEqualTo(DIGEST);
    }

    @Test
    void aStreamDependsOnItsNumberAloneAndDiffersBySeed() {
        PlantedStream again = PlantedStream.of(StreamFamily.DAILY, PlantedStream.DEFAULT_SEED, 3);
        PlantedStream inAll =
                all.stream()
                        .filter(one -> one.series().name().equals("daily/3"))
                        .findFirst()
                        .orElseThrow();
        assertThat(values(again)).isEqualTo(values(inAll));
        assertThat(again.anomaly()).isEqualTo(inAll.anomaly());
        assertThat(values(PlantedStream.of(StreamFamily.DAILY, 7, 3))).isNotEqualTo(values(again));
        assertThat(values(PlantedStream.of(StreamFamily.DAILY, PlantedStream.DEFAULT_SEED, 4)))
                .isNotEqualTo(values(again));
    }

    @Test
    void outsideTheLabelsEveryBitIsTheTwinsAndTheEndsOfEachLabelAreNot() {
        for (PlantedStream stream : all) {
            double[] twin = stream.twin().values();
            double[] values = values(stream);
            boolean[] labelled = stream.series().labels().points();
            for (int t = 0; t < values.length; t++) {
                assertThat(values[t]).as(stream.series().name()).isFinite();
                if (!labelled[t]) {
                    assertThat(Double.doubleToRawLongBits(values[t]))
                            .as("%s, event %d", stream.series().name(), t)
                            .isEqualTo(Double.doubleToRawLongBits(twin[t]));
                }
            }
            PlantedAnomaly one = stream.anomaly();
            assertThat(values[one.first()]).isNotEqualTo(twin[one.first()]);
            assertThat(values[one.last()]).isNotEqualTo(twin[one.last()]);
        }
    }

    @Test
    void eachFamilyHasEachOfItsKindsEquallyOftenWithQuietAround() {
        assertThat(all.stream().map(one -> one.twin().family()).distinct())
                .containsExactlyElementsOf(StreamFamily.PLANTED)
                .hasSizeGreaterThanOrEqualTo(5);
        Map<String, Integer> planted = new TreeMap<>();
        Map<AnomalyKind, Integer> kinds = new EnumMap<>(AnomalyKind.class);
        for (PlantedStream stream : all) {
            LabelledSeries series = stream.series();
            PlantedAnomaly one = stream.anomaly();
            assertThat(series.length()).isEqualTo(PlantedStream.EVENTS);
            assertThat(series.labels().count()).isEqualTo(1);
            assertThat(series.labels().first(0)).isEqualTo(one.first());
            assertThat(series.labels().last(0)).isEqualTo(one.last());
            assertThat(one.first()).isGreaterThanOrEqualTo(PlantedStream.QUIET_START);
            assertThat(series.length() - one.last()).isGreaterThan(PlantedStream.QUIET);
            assertThat(stream.window()).isLessThan(PlantedStream.QUIET);
            assertThat(stream.twin().family().kinds()).contains(one.kind());
            planted.merge(stream.twin().family() + " " + one.kind(), 1, Integer::sum);
            kinds.merge(one.kind(), 1, Integer::sum);
        }
        assertThat(planted.values()).containsOnly(4);
        assertThat(kinds).containsOnlyKeys(AnomalyKind.values());
        assertThat(kinds.values()).allMatch(count -> count >= 28);
    }

    /**
     * Otherwise a goal of recall would ask for what no detector can know. What tells a flat line is
     * that its values repeat, not how far off they are.
     */
    @Test
    void eachIsPlainToOneWhoKnowsTheStream() {
        List<PlantedStream> several = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            several.addAll(PlantedStream.all(seed));
        }
        for (PlantedStream stream : several) {
            GeneratedStream twin = stream.twin();
            double[] usual = twin.raw();
            double[] usualRead = twin.values();
            PlantedAnomaly one = stream.anomaly();
            if (one.kind() == AnomalyKind.FLAT_LINE) {
                continue;
            }
            int first = one.first();
            int end = Math.min(one.last() + 1, first + stream.window());
            double unit = unit(usual, usualRead, first);
            double before = 0;
            double squares = 0;
            for (int t = first; t < end; t++) {
                double change = (values(stream)[t] - usualRead[t]) / unit;
                double shock = change - twin.law().persistence() * before;
                squares += shock * shock;
                before = change;
            }
            assertThat(Math.sqrt(squares) / twin.deviation())
                    .as("%s: %s at event %d", stream.series().name(), one.kind(), first)
                    .isGreaterThan(4.5);
        }
    }

    /** What a stream's noise is multiplied by. */
    private static double unit(double[] raw, double[] read, int t) {
        int other = t - 1;
        while (raw[other] == raw[t]) {
            other--;
        }
        return (read[t] - read[other]) / (raw[t] - raw[other]);
    }

    @Test
    void theWindowIsASeasonAtLeast48Events() {
        for (PlantedStream stream : all) {
            assertThat(stream.window()).isEqualTo(Math.max(48, stream.twin().period()));
        }
        assertThat(all).anyMatch(one -> one.window() == 96).anyMatch(one -> one.window() == 48);
    }

    private static double[] values(PlantedStream stream) {
        return stream.series().columns()[0];
    }
}
