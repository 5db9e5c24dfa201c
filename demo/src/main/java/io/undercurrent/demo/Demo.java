package io.undercurrent.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.demo.host.HostKeys;
import io.undercurrent.demo.host.HostMetrics;
import io.undercurrent.demo.host.HostSampler;
import io.undercurrent.demo.view.ValueFormat;
import io.undercurrent.demo.view.View;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/**
 * One run of the demo: starts broker, job, sampler and readers, causes the disturbances, and ends
 * when the time is over or the user stops it.
 */
final class Demo {
    /**
     * It is not unusual that a core is busy for a fifth of a second: over 400 ms it is half busy,
     * and still far from one that is loaded.
     */
    private static final Duration INTERVAL = Duration.ofMillis(400);

    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Path folder;
    private final Integer seconds;
    private final String model;
    private final CountDownLatch stop = new CountDownLatch(1);

    Demo(Path folder, Integer seconds, String model) {
        this.folder = folder;
        this.seconds = seconds;
        this.model = model;
    }

    int run() throws Exception {
        System.out.println("starting a Kafka broker in this process ...");
        try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"))) {
            StreamSpec spec = spec(kafka);
            kafka.createTopic(spec.source().topic(), 1);
            new BrokerChecks(spec).check();
            System.out.println("starting Flink and the job in this process ...");
            Summary summary;
            try (EmbeddedJob job = EmbeddedJob.start(ResolvedStream.of(spec), Optional.empty())) {
                summary = stream(spec, job);
                job.cancel();
            }
            summary.print(System.out);
            return summary.complete() ? 0 : 1;
        }
    }

    private Summary stream(StreamSpec spec, EmbeddedJob job) throws Exception {
        Tally tally = new Tally();
        Schedule schedule = new Schedule(seconds, spec.alarm().warmup(), INTERVAL);
        Signals.register("INT", stop::countDown);
        Signals.register("TERM", stop::countDown);
        View view =
                View.open(
                        key ->
                                HostKeys.isPercent(key)
                                        ? ValueFormat.PERCENT
                                        : ValueFormat.BYTES_PER_SECOND);
        try (view;
                Feed feed = new Feed(spec, tally);
                Results produced = Results.uncommitted(spec, tally, view);
                Results committed = Results.committed(spec, tally)) {
            // What is no load of the cores is shown from the start.
            try (HostSampler sampler =
                    HostSampler.start(
                            HostMetrics.open(),
                            INTERVAL,
                            feed::send,
                            e -> {
                                view.message("sampling failed: " + e);
                                stop.countDown();
                            })) {
                new Rehearsal(feed, view, stop).run();
                tally.streams();
                view.message(schedule.announcement());
                new Conductor(schedule, tally, view, job, stop).conduct();
            }
            feed.flush();
            view.message("waiting until the last events are committed ...");
            tally.awaitCommitted(DRAIN);
        }
        SequenceModel model = ModelFiles.load(spec.model());
        Scorer scorer = new Scorer(model, StreamOptions.scorer(spec), 1);
        return new Summary(
                tally, schedule, model.id(), scorer.layout(), SlabCodec.bytes(scorer.newSlab()));
    }

    private StreamSpec spec(LocalKafka kafka) throws IOException {
        try (InputStream in = Demo.class.getResourceAsStream("/demo.yaml")) {
            String text = new String(in.readAllBytes(), UTF_8);
            String yaml =
                    text.replace("@folder@", folder.resolve("checkpoints").toUri().toString())
                            .replace("@servers@", kafka.bootstrapServers())
                            .replace("@model@", model);
            return StreamSpec.parse(yaml, "demo.yaml");
        }
    }

    static void sleep(Duration duration, CountDownLatch unless) throws InterruptedException {
        var unused = unless.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
