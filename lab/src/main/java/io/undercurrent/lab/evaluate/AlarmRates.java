package io.undercurrent.lab.evaluate;

import io.undercurrent.lab.streams.GeneratedStream;
import io.undercurrent.lab.streams.StreamFamily;
import io.undercurrent.training.data.Labels;
import io.undercurrent.training.detector.Detection;
import io.undercurrent.training.detector.Detector;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.detector.DetectorSetup;
import io.undercurrent.training.evaluate.Progress;
import io.undercurrent.training.evaluate.Workers;
import io.undercurrent.training.evaluate.anomaly.FalseAlarms;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * Counts the alarms of detectors on streams without anomalies, once for each stated rate.
 *
 * @param seed of the streams
 * @param keys number of streams; the families of {@link StreamFamily#RATED} by turns
 * @param events of each stream
 * @param from the first event that counts, below {@code events}
 * @param stated the rates that are declared to the detector, each in (0, 0.2]
 */
record AlarmRates(long seed, int keys, int events, int from, List<Double> stated) {
    private static final int REPORT_EVERY = 512;

    /** With longer gaps, alarms that are independent of each other would become one episode. */
    private static final double CHANCE_IN_GAP = 0.1;

    /**
     * What came out for one stream and one stated rate.
     *
     * @param inBand whether the number of episodes is in the 95% band of the stated rate
     */
    record Count(StreamFamily family, double stated, FalseAlarms alarms, boolean inBand) {}

    private record Run(int key, double rate) {}

    /** Copies the list. */
    AlarmRates {
        stated = List.copyOf(stated);
    }

    /**
     * The most events between two alarms of one episode: {@link FalseAlarms#GAP}, less under rates
     * at which so many events often hold an alarm by chance.
     */
    static int gap(double rate) {
        return (int) Math.min(FalseAlarms.GAP, Math.rint(CHANCE_IN_GAP / rate));
    }

    /**
     * Runs a detector along all streams, event by event, a new one for each stream and rate.
     *
     * @param threads number of streams at a time; no figure depends on it
     * @param progress receives the number of finished events
     * @return a count for each stream and rate, rate by rate
     */
    List<Count> run(DetectorMethod method, int threads, Progress progress) {
        List<Run> runs = new ArrayList<>();
        for (double rate : stated) {
            for (int key = 0; key < keys; key++) {
                runs.add(new Run(key, rate));
            }
        }
        return new Workers(threads, progress)
                .run(
                        method.name(),
                        runs,
                        one -> events,
                        (one, done) -> count(one, alarms(method, one, done)));
    }

    /** What alarms would give that are independent of each other and exactly as often as stated. */
    List<Count> independent() {
        SplittableRandom random = new SplittableRandom(seed);
        List<Count> counts = new ArrayList<>();
        for (double rate : stated) {
            for (int key = 0; key < keys; key++) {
                boolean[] alarms = new boolean[events];
                for (int t = 0; t < events; t++) {
                    alarms[t] = random.nextDouble() < rate;
                }
                counts.add(count(new Run(key, rate), alarms));
            }
        }
        return counts;
    }

    private boolean[] alarms(DetectorMethod method, Run run, IntConsumer done) {
        int families = StreamFamily.RATED.size();
        GeneratedStream stream =
                GeneratedStream.of(family(run.key), seed, run.key / families, events);
        double[] values = stream.values();
        long[] times = stream.timesMicros();
        Detector detector = method.detector().apply(new DetectorSetup(1, 0, run.rate));
        Detection said = new Detection();
        boolean[] alarms = new boolean[events];
        for (int t = 0; t < events; t++) {
            detector.observe(times[t], new double[] {values[t]}, said);
            alarms[t] = said.alarm;
            if ((t + 1) % REPORT_EVERY == 0) {
                done.accept(REPORT_EVERY);
            }
        }
        done.accept(events % REPORT_EVERY);
        return alarms;
    }

    private Count count(Run run, boolean[] alarms) {
        FalseAlarms counted =
                FalseAlarms.of(Labels.ofRanges(events, List.of()), alarms, from, gap(run.rate));
        BinomialBand band = BinomialBand.of(counted.ordinary(), run.rate);
        return new Count(family(run.key), run.rate, counted, band.holds(counted.episodes()));
    }

    private static StreamFamily family(int key) {
        return StreamFamily.RATED.get(key % StreamFamily.RATED.size());
    }
}
