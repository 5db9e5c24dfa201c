package io.undercurrent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.spec.option.SpecException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void ourOwnMessageIsShownWhateverItWraps() {
        SpecException refused = new SpecException(List.of("source.topic = x: no such topic"));
        refused.initCause(new IOException("This server does not host this topic-partition."));
        assertThat(Failures.explain(refused)).isEqualTo("source.topic = x: no such topic");
        assertThat(Failures.explain(new ExecutionException("the job failed", refused)))
                .isEqualTo("source.topic = x: no such topic");
        var wrong = new IllegalArgumentException("seed: whole numbers", new IOException("x"));
        assertThat(Failures.explain(wrong)).isEqualTo("seed: whole numbers");
    }

    @Test
    void ofForeignExceptionsTheInnermostIsShownWithItsName() {
        Exception inner = new TimeoutException("60 s are over");
        assertThat(Failures.explain(new RuntimeException("wrapped", new IOException(inner))))
                .isEqualTo("TimeoutException: 60 s are over");
        assertThat(Failures.explain(new IOException())).isEqualTo("IOException");
        assertThat(Failures.explain(new RuntimeException("text", new InterruptedException(" "))))
                .isEqualTo("InterruptedException");
    }

    @Test
    void aClassNameThatCrossedAProcessBoundaryIsLeftOut() {
        String crossed = "io.undercurrent.job.ModelMismatchException: the checkpoint is another's";
        assertThat(Failures.explain(new Exception(crossed)))
                .isEqualTo("the checkpoint is another's");
    }
}
