package io.undercurrent.demo.observe;

import io.undercurrent.command.Brokers;
import io.undercurrent.command.CommandConsole;
import io.undercurrent.command.DurationConverter;
import io.undercurrent.command.InputFile;
import io.undercurrent.detect.episode.EpisodeRules;
import io.undercurrent.schemas.Micros;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.value.Address;
import io.undercurrent.stream.brokers.AdminQueries;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.metrics.PrometheusText;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves a stream's results, and how well it finds planted disturbances, as Prometheus metrics. */
@Command(
        name = "observe",
        description =
                "Serve a stream's results as Prometheus metrics, with precision and recall where disturbances are planted.",
        mixinStandardHelpOptions = true)
public final class ObserveCommand implements Callable<Integer> {
    private static final Duration SILENCE = Duration.ofSeconds(60);

    @Parameters(paramLabel = "stream.yaml", description = "The stream's declaration.")
    private Path file;

    @Option(
            names = "--labels",
            paramLabel = "TOPIC",
            description =
                    "Where planted disturbances are told (see generate); default <source.topic>.labels.")
    private String labels;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description = "Where to listen; default ${DEFAULT-VALUE}. Port 0 is a free one.")
    private String http = "127.0.0.1:9404";

    @Option(
            names = "--max-keys",
            paramLabel = "N",
            description = "Keys with gauges of their own; default ${DEFAULT-VALUE}.")
    private int maxKeys = 64;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "An alarm so long after a disturbance's end, in event time, still belongs to it; default 10s.")
    private Duration grace = Duration.ofSeconds(10);

    @Option(
            names = "--episode-gap",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Alarms of a key at most so far apart, in event time, are one episode; default 5s. Shorter than episodes.quiet of stream.yaml, because an episode that spans several planted disturbances would hide false alarms between them.")
    private Duration gap = Duration.ofSeconds(5);

    @Option(
            names = "--from-beginning",
            description = "Read what the topics hold already; default: from now on.")
    private boolean fromBeginning;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (maxKeys < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--max-keys = %d: allowed are numbers from 0 on",
                            maxKeys));
        }
        InputFile.check(file);
        StreamSpec spec = StreamSpec.load(file);
        Brokers.requireShared(spec, file);
        // Reports in one line if something is wrong with the brokers, before anything runs.
        AdminQueries.ask(spec, admin -> AdminQueries.await(admin.listTopics().names()));
        String told = labels == null ? spec.source().topic() + ".labels" : labels;
        Quality quality =
                new Quality(
                        micros(grace),
                        new EpisodeRules(
                                micros(gap), spec.episodes().major(), spec.episodes().critical()));
        KeyGauges gauges = new KeyGauges(spec.source().values(), maxKeys, console()::say);
        Observations seen = new Observations(gauges, quality, System.currentTimeMillis());
        StopSignal stop = console().stopSignal();
        try (Reader reader = new Reader(spec, told, fromBeginning, seen, console()::say);
                MetricsServer server = listen(spec, seen, reader)) {
            console()
                    .say(
                            String.format(
                                    Locale.ROOT,
                                    "observing %s, %s, %s and %s: %s; stop with Ctrl-C or SIGTERM",
                                    spec.sink().scores(),
                                    spec.sink().anomalies(),
                                    spec.sink().deadLetters(),
                                    told,
                                    server.url().orElseThrow()));
            reader.run(stop::isGiven);
        }
        console().say("stopped");
        return 0;
    }

    private MetricsServer listen(StreamSpec spec, Observations seen, Reader reader) {
        Address address;
        try {
            address = Address.parse(http);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--http = " + e.getMessage(), e);
        }
        MetricsServer server =
                MetricsServer.listen(
                        "--http", address, spec.job().httpHosts(), () -> problem(reader.silence()));
        server.show(() -> reader.caughtUp() ? seen.text() : new PrometheusText());
        return server;
    }

    private static Optional<String> problem(Duration silence) {
        return silence.compareTo(SILENCE) < 0
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "the brokers have not answered for %d s",
                                silence.toSeconds()));
    }

    private static long micros(Duration duration) {
        return Micros.of(Instant.EPOCH.plus(duration));
    }

    private Console console() {
        return CommandConsole.of(command);
    }
}
