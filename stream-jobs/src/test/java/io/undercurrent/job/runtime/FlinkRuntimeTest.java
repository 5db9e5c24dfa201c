package io.undercurrent.job.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.command.CommandProvider;
import io.undercurrent.stream.runtime.Runtimes;
import io.undercurrent.stream.runtime.StreamRuntime;
import io.undercurrent.stream.runtime.StreamRuntime.ExportRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime as the command line finds it. */
class FlinkRuntimeTest {
    @TempDir private Path folder;

    @Test
    void itIsFoundByItsName() {
        StreamRuntime runtime = Runtimes.named("flink", "--runtime");
        assertThat(runtime).isInstanceOf(FlinkRuntime.class);
        assertThat(Runtimes.only().name()).isEqualTo("flink");
        assertThat(runtime.stateHome()).isEqualTo(StreamRuntime.StateHome.CHECKPOINTS);
        assertThatThrownBy(() -> Runtimes.named("kafka-streams", "--runtime"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "--runtime kafka-streams: on this class path only flink runs");
    }

    @Test
    void itsOwnCommandIsSubmit() {
        assertThat(
                        ServiceLoader.load(CommandProvider.class).stream()
                                .flatMap(provider -> provider.get().commands().stream())
                                .map(Class::getSimpleName))
                .containsExactly("SubmitCommand");
    }

    @Test
    void aFolderWithoutACheckpointIsRefused() {
        String from = folder.toString();
        StreamRuntime runtime = new FlinkRuntime();
        ExportRequest request =
                new ExportRequest(Optional.of(from), Optional.empty(), folder.resolve("out"));
        assertThatThrownBy(() -> runtime.exportStates(request, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--from = " + from + ": no complete checkpoint");
        assertThatThrownBy(() -> runtime.savedKey(from, "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--from = " + from + ": no complete checkpoint");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
