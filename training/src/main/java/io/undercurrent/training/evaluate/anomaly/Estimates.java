package io.undercurrent.training.evaluate.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Computes the measures of one detector on a set. */
final class Estimates {
    /** Fewer expected episodes say nothing about one series. */
    private static final double ENOUGH = 5;

    private static final double FACTOR = 2;

    /** A figure of false alarms under a declared rate. */
    interface OverRate {
        double of(FalseAlarms alarms, double rate);
    }

    private final AnomalyResult result;
    private final int method;
    private final double frozen;

    /**
     * The measures of a detector.
     *
     * @param frozen the threshold to use; NaN to choose the best one
     */
    Estimates(AnomalyResult result, int method, double frozen) {
        this.result = result;
        this.method = method;
        this.frozen = frozen;
    }

    Estimate nab(NabProfile profile) {
        List<NabFile> files = files(Detections::score);
        double threshold =
                Double.isNaN(frozen) ? NabScore.best(files, profile).threshold() : frozen;
        return nab(files, profile, threshold, threshold);
    }

    Estimate nabFromAlarms(NabProfile profile) {
        return raisesAlarms()
                ? nab(files(Detections::alarmScore), profile, 1, Double.NaN)
                : Estimate.NONE;
    }

    private List<NabFile> files(Function<Detections, double[]> scores) {
        return result.series().stream()
                .map(one -> one.nab(scores.apply(one.methods().get(method))))
                .toList();
    }

    private static Estimate nab(
            List<NabFile> files, NabProfile profile, double threshold, double said) {
        double[] raw = files.stream().mapToDouble(file -> file.raw(profile, threshold)).toArray();
        double[] nothing = files.stream().mapToDouble(file -> file.nothing(profile)).toArray();
        double[] perfect = files.stream().mapToDouble(file -> file.perfect(profile)).toArray();
        return Estimate.of(
                files.size(),
                chosen -> {
                    double least = sum(nothing, chosen);
                    double most = sum(perfect, chosen);
                    return most == least
                            ? Double.NaN
                            : 100 * (sum(raw, chosen) - least) / (most - least);
                },
                said);
    }

    Estimate vusPr() {
        double[] each = new double[result.series().size()];
        Arrays.setAll(each, i -> result.series().get(i).vusPr().get(method));
        return Estimate.of(
                each.length,
                chosen ->
                        Arrays.stream(chosen)
                                .mapToDouble(i -> each[i])
                                .filter(value -> !Double.isNaN(value))
                                .average()
                                .orElse(Double.NaN),
                Double.NaN);
    }

    /**
     * A figure at the threshold that is best by another one.
     *
     * @param best what the threshold is chosen by
     */
    Estimate swept(ToDoubleFunction<Counts> best, ToDoubleFunction<Counts> figure) {
        List<Judged> all = result.series().stream().map(one -> one.severity(method)).toList();
        double threshold = Double.isNaN(frozen) ? Counts.bestThreshold(all, best) : frozen;
        List<Counts> counts = all.stream().map(one -> Counts.of(one, threshold)).toList();
        return counted(counts, figure, threshold);
    }

    Estimate fromAlarms(ToDoubleFunction<Counts> figure) {
        if (!raisesAlarms()) {
            return Estimate.NONE;
        }
        return counted(
                result.series().stream().map(one -> Counts.of(one.alarms(method), 1)).toList(),
                figure,
                Double.NaN);
    }

    private static Estimate counted(
            List<Counts> counts, ToDoubleFunction<Counts> figure, double threshold) {
        return Estimate.of(
                counts.size(),
                chosen -> {
                    Counts sum = Counts.none();
                    for (int i : chosen) {
                        sum = sum.plus(counts.get(i));
                    }
                    return sum.anomalies() == 0 ? Double.NaN : figure.applyAsDouble(sum);
                },
                threshold);
    }

    Estimate overRate(OverRate figure) {
        if (!raisesAlarms()) {
            return Estimate.NONE;
        }
        List<FalseAlarms> each = result.falseAlarms(method);
        return Estimate.of(
                each.size(),
                chosen -> {
                    FalseAlarms all = new FalseAlarms(0, 0, 0);
                    for (int i : chosen) {
                        all = all.plus(each.get(i));
                    }
                    return figure.of(all, result.alarmRate());
                },
                Double.NaN);
    }

    Estimate withinTwice() {
        return ofRatios(
                ratios -> {
                    long within =
                            Arrays.stream(ratios)
                                    .filter(ratio -> ratio >= 1 / FACTOR && ratio <= FACTOR)
                                    .count();
                    return 100.0 * within / ratios.length;
                });
    }

    Estimate worst() {
        return ofRatios(ratios -> Arrays.stream(ratios).max().orElse(Double.NaN));
    }

    /** A figure of the ratios of those series that are long enough to say something. */
    private Estimate ofRatios(ToDoubleFunction<double[]> figure) {
        if (!raisesAlarms()) {
            return Estimate.NONE;
        }
        double rate = result.alarmRate();
        double[] ratios =
                result.falseAlarms(method).stream()
                        .filter(one -> one.expected(rate) >= ENOUGH)
                        .mapToDouble(one -> one.episodesOver(rate))
                        .toArray();
        if (ratios.length == 0) {
            return Estimate.NONE;
        }
        return Estimate.of(
                ratios.length,
                chosen ->
                        figure.applyAsDouble(
                                IntStream.of(chosen).mapToDouble(i -> ratios[i]).toArray()),
                Double.NaN);
    }

    private boolean raisesAlarms() {
        return result.methods().get(method).raisesAlarms();
    }

    private static double sum(double[] numbers, int[] chosen) {
        double sum = 0;
        for (int i : chosen) {
            sum += numbers[i];
        }
        return sum;
    }
}
