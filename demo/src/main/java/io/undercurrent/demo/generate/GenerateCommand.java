package io.undercurrent.demo.generate;

import io.undercurrent.command.Brokers;
import io.undercurrent.command.CommandConsole;
import io.undercurrent.command.DurationConverter;
import io.undercurrent.command.InputFile;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.stream.registry.SchemaChecks;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a made-up fleet's events into a stream's source topic, or bad records of every kind. */
@Command(
        name = "generate",
        description =
                "Write made-up events into a stream's source topic in real time, with labelled disturbances; or bad records.",
        mixinStandardHelpOptions = true)
public final class GenerateCommand implements Callable<Integer> {
    private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(5);

    @Parameters(paramLabel = "stream.yaml", description = "The stream's declaration.")
    private Path file;

    @Option(names = "--keys", paramLabel = "N", description = "Keys; default ${DEFAULT-VALUE}.")
    private int keys = 24;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events a second, of all keys together; default ${DEFAULT-VALUE}.")
    private double rate = 50;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "The same seed gives event i of key k the same values; default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--season",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Length of the fleet's day; default 3min.")
    private Duration season = Duration.ofMinutes(3);

    @Option(
            names = "--labels",
            paramLabel = "TOPIC",
            description = "Where the disturbances are told; default <source.topic>.labels.")
    private String labels;

    @Option(
            names = "--disturb-every",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Time from one planted disturbance to the next; default 60s.")
    private Duration every = Duration.ofSeconds(60);

    @Option(
            names = "--disturb-for",
            paramLabel = "LEAST..MOST",
            converter = Span.Converter.class,
            description = "How long one lasts; spikes are one event. Default 5s..20s.")
    private Span lasting = new Span(Duration.ofSeconds(5), Duration.ofSeconds(20));

    @Option(
            names = "--calm",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Time before the first one; default: until each key has seen 1.5 times alarm.warmup events.")
    private Duration calm;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Stop after this time; default: run until SIGTERM or Ctrl-C.")
    private Duration duration;

    @Option(names = "--events", paramLabel = "N", description = "Stop after so many events.")
    private Long events;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of topics that are created; default job.parallelism.")
    private Integer partitions;

    @Option(
            names = "--bad",
            paramLabel = "N",
            description =
                    "Instead: write N of every kind of bad record, print which reason is expected how often, and exit.")
    private Integer bad;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        check("--keys", keys, 1, 100_000);
        check("--rate", rate, 0.001, 1e6);
        check("--partitions", partitions, 1, 10_000);
        check("--bad", bad, 1, 1_000_000);
        check("--events", events, 1, Long.MAX_VALUE);
        if (duration != null && events != null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--for %s and --events %d: give one of them",
                            duration,
                            events));
        }
        InputFile.check(file);
        StreamSpec spec = StreamSpec.load(file);
        Brokers.requireShared(spec, file);
        String topic = spec.source().topic();
        String told = labels == null ? topic + ".labels" : labels;
        int wanted = partitions == null ? spec.job().parallelism() : partitions;
        List<String> topics = bad == null ? List.of(topic, told) : List.of(topic);
        for (String created : Target.create(spec, wanted, topics)) {
            console().say("created topic " + created);
        }
        try (Target target = Target.open(spec)) {
            // This registers the schema, so that there is one to resolve below.
            RowFormat format = RowFormat.of(spec);
            SourceSchemas schemas = SchemaChecks.resolve(spec);
            return bad == null
                    ? fleet(spec, schemas, format, told, target)
                    : bad(spec, schemas, format, target);
        }
    }

    private int fleet(
            StreamSpec spec, SourceSchemas schemas, RowFormat format, String told, Target target)
            throws Exception {
        double round = keys / rate; // seconds
        long warmup = Math.round(1.5 * spec.alarm().warmup());
        long least = rounds(lasting.least(), round);
        Fleet fleet =
                new Fleet(
                        spec.source(),
                        keys,
                        (int) Math.max(8, Math.min(1 << 20, rounds(season, round))),
                        seed);
        DisturbancePlan plan =
                new DisturbancePlan(
                        fleet,
                        calm == null ? warmup : rounds(calm, round),
                        rounds(every, round),
                        least,
                        Math.max(least, rounds(lasting.most(), round)),
                        seed);
        Emitter emitter = new Emitter(spec, schemas, format, fleet, plan, told, target);
        StopSignal stop = console().stopSignal();
        long most = events == null ? Long.MAX_VALUE : events;
        if (duration != null) {
            most = Math.max(1, Math.round(rate * duration.toMillis() / 1e3));
        }
        console()
                .say(
                        String.format(
                                Locale.ROOT,
                                "writing %d keys, %s events/s, to %s, labels to %s; stop with Ctrl-C or SIGTERM",
                                keys,
                                rate,
                                spec.source().topic(),
                                told));
        Progress progress = new Progress(emitter);
        emitter.run(
                System.currentTimeMillis() * 1000,
                rate,
                most,
                () -> progress.say() || stop.isGiven());
        console()
                .say(
                        String.format(
                                Locale.ROOT,
                                "%d events written to %s, %d disturbances told to %s",
                                emitter.events(),
                                spec.source().topic(),
                                emitter.planted(),
                                told));
        return 0;
    }

    private int bad(StreamSpec spec, SourceSchemas schemas, RowFormat format, Target target)
            throws Exception {
        String topic = spec.source().topic();
        BadRecords records =
                new BadRecords(spec.source(), schemas, format, System.currentTimeMillis() * 1000);
        Map<DeadLetterReason, Integer> expected = new TreeMap<>();
        target.write(topic, BadRecords.key(), records.good());
        for (int round = 0; round < bad; round++) {
            for (BadRecords.Bad one : records.all(round)) {
                var unused = target.send(topic, one.key(), one.value());
                expected.merge(one.reason(), 1, Integer::sum);
            }
        }
        target.flush();
        console().say(String.format(Locale.ROOT, "%-16s expected", "reason"));
        expected.forEach(
                (reason, count) ->
                        console().say(String.format(Locale.ROOT, "%-16s %d", reason, count)));
        console().say(String.format(Locale.ROOT, "%-16s %d", "(scores)", 1));
        return 0;
    }

    private static long rounds(Duration duration, double secondsEach) {
        return Math.max(1, Math.round(duration.toMillis() / 1e3 / secondsEach));
    }

    private static void check(String option, Number value, double least, double most) {
        if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s = %s: allowed are %s to %s",
                            option,
                            value,
                            least,
                            most));
        }
    }

    private Console console() {
        return CommandConsole.of(command);
    }

    /** Prints a line every few seconds. */
    private final class Progress {
        private final Emitter emitter;
        private final long start = System.nanoTime();
        private long said = start;
        private long before;

        Progress(Emitter emitter) {
            this.emitter = emitter;
        }

        /** Prints the line if it is due; always false, because this is no reason to stop. */
        boolean say() {
            long now = System.nanoTime();
            if (now - said >= SAY_NANOS) {
                double current = (emitter.events() - before) / ((now - said) / 1e9);
                console()
                        .say(
                                String.format(
                                        Locale.ROOT,
                                        "%d s: %d events (%.0f/s), %d disturbances, %d of them now",
                                        TimeUnit.NANOSECONDS.toSeconds(now - start),
                                        emitter.events(),
                                        current,
                                        emitter.planted(),
                                        emitter.open()));
                said = now;
                before = emitter.events();
            }
            return false;
        }
    }
}
