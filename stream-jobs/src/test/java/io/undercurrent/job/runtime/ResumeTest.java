package io.undercurrent.job.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.job.sink.LostTransactionException;
import io.undercurrent.spec.option.SpecException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

/** What of a failed job is said as a refusal, by its message alone. */
class ResumeTest {
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
}
