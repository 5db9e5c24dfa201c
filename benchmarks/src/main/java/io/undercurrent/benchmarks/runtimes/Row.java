package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Medians;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One figure of both sides, a value a round.
 *
 * @param name of the figure with its unit
 * @param decimals that are printed
 * @param isRate whether more is better; then the cost of an event is its inverse
 * @param flink the Flink job's values
 * @param streams Kafka Streams' values
 */
record Row(String name, int decimals, boolean isRate, List<Double> flink, List<Double> streams) {
    /** Beyond that much of the other's cost the page has to say why. */
    static final double TOLERATED = 1.5;

    /** How many times as much as with Flink it costs with Kafka Streams: of the medians. */
    double cost() {
        return cost(median(flink), median(streams));
    }

    /** The same of each round, sorted. */
    double[] costs() {
        double[] costs =
                IntStream.range(0, flink.size())
                        .mapToDouble(i -> cost(flink.get(i), streams.get(i)))
                        .toArray();
        Arrays.sort(costs);
        return costs;
    }

    /** Whether one side costs more than is passed over in silence. */
    boolean isFarApart() {
        return cost() > TOLERATED || cost() < 1 / TOLERATED;
    }

    /** The middle one of the rounds. */
    static double median(List<Double> values) {
        return Medians.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private double cost(double ofFlink, double ofStreams) {
        return isRate ? ofFlink / ofStreams : ofStreams / ofFlink;
    }
}
