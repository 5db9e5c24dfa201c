package io.undercurrent.job.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.JobCluster;
import io.undercurrent.kafka.local.LocalKafka;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.BrokerChecks;
import io.undercurrent.stream.runtime.FolderUri;
import io.undercurrent.stream.trial.CommittedCount;
import io.undercurrent.stream.trial.JsonStream;
import io.undercurrent.stream.trial.Stream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An output topic that is deleted and created again while no task runs. The results in it are gone,
 * and nothing else than the id that the checkpoint keeps can tell.
 */
@Tag("slow")
class RemadeOutputIT {
    @TempDir Path folder;

    @Test
    void aTaskThatRestartsNoticesIt() throws Exception {
        try (LocalKafka kafka = LocalKafka.in(folder.resolve("kafka")).start()) {
            Stream stream = new Stream(kafka, "events", 1, folder);
            StreamSpec spec = stream.spec("one", "job: {jit-warm-up: 0s, check-interval: 10min}");
            new BrokerChecks(spec).check();
            Map<String, String> flink = Map.of("restart-strategy.fixed-delay.delay", "100 ms");
            try (JobCluster job = new JobCluster(spec, flink, Optional.empty());
                    CommittedCount count = new CommittedCount(stream, spec)) {
                stream.send(0, 40, "a");
                count.await(40, () -> "");
                job.checkpoint().get(60, TimeUnit.SECONDS);
                job.killTaskManager();
                JsonStream topics = new JsonStream(kafka.bootstrapServers(), "events", folder);
                topics.delete("one-anomalies");
                topics.create("one-anomalies", Map.of());
                job.startTaskManager();
                job.result().get(90, TimeUnit.SECONDS);
                assertThat(job.failure())
                        .contains("sink.anomalies = one-anomalies: was deleted and created again")
                        .contains("the results in it are gone; start again");
            }
            // As the message says: another run takes the topic as it is.
            Optional<CheckpointFolder.Found> last =
                    CheckpointFolder.newest(FolderUri.of(spec.checkpoint().folder()));
            assertThat(last).isPresent();
            try (JobCluster job = new JobCluster(spec, flink, last);
                    CommittedCount count = new CommittedCount(stream, spec)) {
                stream.send(40, 80, "a");
                count.await(80, () -> story(job));
                job.checkpoint().get(60, TimeUnit.SECONDS);
                job.killTaskManager();
                job.startTaskManager();
                stream.send(80, 100, "a");
                count.await(100, () -> story(job));
                job.cancel();
            }
        }
    }

    private static String story(JobCluster job) {
        try {
            return job.result().isDone() ? job.failure() : "the job runs";
        } catch (Exception e) {
            return e.toString();
        }
    }
}
