package io.undercurrent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import io.undercurrent.job.sink.LostTransactionException;
import io.undercurrent.spec.SpecException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a failed job is said as a refusal, by its message alone. */
class RunRefusalTest {
    @Test
    void aLostTransactionIsARefusalHoweverFlinkWrapsIt() {
        Throwable lost = new LostTransactionException("transaction x-0-7 was aborted", null);
        Exception refusal =
                Resume.refusal(
                        new ExecutionException(
                                "the job failed",
                                new IllegalStateException(new SuppressRestartsException(lost))));
        assertThat(refusal)
                .isInstanceOf(SpecException.class)
                .hasMessage("transaction x-0-7 was aborted");
    }

    @Test
    void whatIsNobodysFaultStaysAsItIs() {
        Exception other = new ExecutionException("the job failed", new IllegalStateException("x"));
        assertThat(Resume.refusal(other)).isSameAs(other);
    }

    @Test
    void freshAndFromExcludeEachOther(@TempDir Path folder) throws Exception {
        Path yaml = Files.writeString(folder.resolve("s.yaml"), "source.topic: t\n");
        Cli run = Cli.run("", "run", "--fresh", "--from", "chk-3", yaml.toString());
        assertThat(run.err()).contains("--fresh", "--from chk-3").doesNotContain("\tat ");
        assertThat(run.status()).isEqualTo(2);
    }
}
