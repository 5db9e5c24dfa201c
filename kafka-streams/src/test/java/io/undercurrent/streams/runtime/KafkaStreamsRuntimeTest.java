package io.undercurrent.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.runtime.Runtimes;
import io.undercurrent.stream.runtime.StreamRuntime;
import io.undercurrent.stream.runtime.StreamRuntime.ResumeRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The runtime as the command line finds it, and what it cannot do. */
class KafkaStreamsRuntimeTest {
    private static final StreamSpec SPEC =
            StreamSpec.parse(
                    """
                    source: {topic: events, values: [value]}
                    model: bundled:tiny
                    checkpoint.folder: s3://bucket/folder
                    kafka.bootstrap.servers: "localhost:9"
                    """,
                    "stream.yaml");

    private final StreamRuntime runtime = Runtimes.named("kafka-streams", "--runtime");

    @Test
    void itIsFoundByItsName() {
        assertThat(runtime).isInstanceOf(KafkaStreamsRuntime.class);
        assertThat(runtime.stateHome()).isEqualTo(StreamRuntime.StateHome.BROKERS);
        assertThatThrownBy(() -> Runtimes.named("flink", "job.runtime ="))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("job.runtime = flink: on this class path only kafka-streams");
    }

    @Test
    void aCheckpointToRunFromIsRefused() {
        ResumeRequest resume = new ResumeRequest(false, false, Optional.of("chk-7"));
        assertThatThrownBy(() -> runtime.run(ResolvedStream.of(SPEC), resume, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--from chk-7: kafka-streams keeps")
                .hasMessageContaining("state import");
    }

    @Test
    void bootstrapAndSavedKeysSayWhatToDoInstead() {
        assertThatThrownBy(() -> runtime.bootstrap(SPEC, false, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--runtime flink");
        assertThatThrownBy(() -> runtime.savedKey("folder", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /keys/KEY");
    }

    @Test
    void itsFoldersAndModelsAreLocal() {
        assertThatThrownBy(() -> runtime.lock(SPEC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkpoint.folder = s3://bucket/folder: no local folder");
        assertThatThrownBy(() -> runtime.loadModel("s3://bucket/model"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model = s3://bucket/model");
    }
}
