package io.undercurrent.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.lab.sets.AnomalySet;
import io.undercurrent.lab.streams.AnomalyKind;
import io.undercurrent.lab.streams.PlantedAnomaly;
import io.undercurrent.lab.streams.PlantedStream;
import io.undercurrent.training.data.LabelledSeries;
import io.undercurrent.training.detector.Detection;
import io.undercurrent.training.detector.Detector;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.evaluate.anomaly.AnomalyResult;
import io.undercurrent.training.evaluate.anomaly.DetectorRuns;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which alarms count as in time, by detectors that know where to raise them. */
class KindRecallTest {
    private final List<PlantedStream> streams =
            PlantedStream.all(PlantedStream.DEFAULT_SEED).stream()
                    .filter(one -> one.series().name().matches("(daily|ar)/[0-6]"))
                    .toList();

    @Test
    void anAlarmIsInTimeFromTheStartToTheEndOfTheWindow() {
        KindRecall early = recall(DetectorMethod.SCORER, -1, Set.of());
        KindRecall start = recall(DetectorMethod.SCORER, 0, Set.of());
        KindRecall end = recall(DetectorMethod.SCORER, Integer.MAX_VALUE, Set.of());
        KindRecall late = recall(DetectorMethod.SCORER, Integer.MIN_VALUE, Set.of());
        for (AnomalyKind kind : AnomalyKind.values()) {
            assertThat(early.of(0, kind)).isZero();
            assertThat(start.of(0, kind)).isEqualTo(1);
            assertThat(end.of(0, kind)).isEqualTo(1);
            assertThat(late.of(0, kind)).isZero();
        }
    }

    @Test
    void theGoalCountsTheKindsFound() {
        AnomalyGoal one = goal(Set.of(AnomalyKind.DRIFT));
        assertThat(one.set()).isEqualTo(AnomalySet.PLANTED);
        assertThat(one.figure()).isEqualTo(6);
        assertThat(one.verdict()).isEqualTo("reached");
        assertThat(goal(Set.of(AnomalyKind.DRIFT, AnomalyKind.DIP)).verdict()).isEqualTo("missed");
        assertThat(goal(Set.of()).verdict()).isEqualTo("aim reached");
        assertThat(AnomalyGoal.of(recall("another", 0, Set.of()))).isEmpty();
    }

    private AnomalyGoal goal(Set<AnomalyKind> missed) {
        return AnomalyGoal.of(recall(DetectorMethod.SCORER, 0, missed)).get(0);
    }

    /** Recall of a detector that alarms once for each anomaly, {@code after} its first event. */
    private KindRecall recall(String name, int after, Set<AnomalyKind> missed) {
        Map<Double, Set<Long>> times = new HashMap<>();
        for (PlantedStream stream : streams) {
            Set<Long> own = new HashSet<>();
            PlantedAnomaly one = stream.anomaly();
            int window = stream.window();
            int offset =
                    switch (after) {
                        case Integer.MAX_VALUE -> window - 1;
                        case Integer.MIN_VALUE -> window;
                        default -> after;
                    };
            if (!missed.contains(one.kind())) {
                own.add(stream.series().timesMicros()[one.first() + offset]);
            }
            assertThat(times.put(stream.series().columns()[0][0], own)).isNull();
        }
        DetectorMethod method = new DetectorMethod(name, true, setup -> new Knowing(times));
        List<LabelledSeries> series = streams.stream().map(PlantedStream::series).toList();
        AnomalyResult result =
                new DetectorRuns(List.of(method), 0.001, 2, (what, done, total) -> {})
                        .run("planted", series);
        return new KindRecall(streams, result);
    }

    /** Tells the stream by its first value. */
    private static final class Knowing implements Detector {
        private final Map<Double, Set<Long>> times;
        private Set<Long> own;

        Knowing(Map<Double, Set<Long>> times) {
            this.times = times;
        }

        @Override
        public void observe(long timeMicros, double[] values, Detection out) {
            own = own == null ? times.get(values[0]) : own;
            out.unknown();
            out.alarm = own.contains(timeMicros);
        }
    }
}
