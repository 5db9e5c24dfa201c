package io.undercurrent.benchmarks.runtimes;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Eta;
import io.undercurrent.benchmarks.local.Medians;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;

/**
 * One runtime as a process of its own, for a table of other things: medians of rounds.
 *
 * @param runtime Flink job or Kafka Streams
 * @param rate events a second
 * @param micros CPU an event of the runtime's process
 * @param least of the rounds
 * @param most of the rounds
 * @param kept bytes an event of checkpoints or changelogs
 */
public record RuntimeFigures(
        String runtime, double rate, double micros, double least, double most, double kept) {
    /**
     * What both runtimes run over.
     *
     * @param model the weights' URI
     * @param keys of the topic
     * @param events of the topic, of which a third warms up
     * @param rounds that are all kept: each is a fresh process
     * @param partitions of each topic
     */
    public record Load(String model, int keys, int events, int rounds, int partitions) {}

    /**
     * Runs both by turns with a broker of their own; what they commit must be equal.
     *
     * @param home the checkout whose program is built
     * @param folder for all files
     */
    public static List<RuntimeFigures> of(Load load, Path home, Path folder) throws Exception {
        Setting setting =
                new Setting(load.model(), load.partitions(), 1, List.of("-Xmx1g"), List.of(), home);
        // What changelogs have taken is looked up in their size, so nothing may shrink them.
        try (Broker broker = Broker.start(folder.resolve("kafka"), "log.cleaner.enable=false");
                Admin admin = broker.admin()) {
            BenchmarkContext work = new BenchmarkContext(setting, broker, admin, folder);
            Throughput found =
                    Throughput.of(
                            work,
                            load.keys(),
                            load.events(),
                            load.rounds(),
                            new Eta(2 * load.rounds()));
            List<RuntimeFigures> figures = new ArrayList<>();
            for (Map.Entry<Side, List<Reading>> side : found.readings().entrySet()) {
                figures.add(of(side.getKey().title, side.getValue()));
            }
            return figures;
        }
    }

    static RuntimeFigures of(String title, List<Reading> readings) {
        double[] micros = all(readings, Reading::micros);
        return new RuntimeFigures(
                title,
                Medians.of(all(readings, Reading::rate)),
                Medians.of(micros),
                Medians.least(micros),
                Medians.most(micros),
                Medians.of(all(readings, Reading::kept)));
    }

    private static double[] all(List<Reading> readings, ToDoubleFunction<Reading> figure) {
        return readings.stream().mapToDouble(figure).toArray();
    }
}
