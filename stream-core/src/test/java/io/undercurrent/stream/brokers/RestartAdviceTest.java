package io.undercurrent.stream.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class RestartAdviceTest {
    private final RecordTooLargeException large = new RecordTooLargeException("too large.");
    private static final String NAME = RecordTooLargeException.class.getName();

    @Test
    void theCauseIsTheInnermostWithTheTopicThatItsWrappersName() {
        assertThat(RestartAdvice.cause(large)).isEqualTo(NAME + ": too large");
        Exception flink =
                new IOException(
                        "Failed to send data to Kafka sensors.dead-letters-0@-1 with Producer{}",
                        large);
        assertThat(RestartAdvice.cause(new RuntimeException("task failed", flink)))
                .isEqualTo(NAME + ": too large (topic sensors.dead-letters)");
        Exception streams =
                new IOException(
                        "Error encountered sending record to topic sensors-x for task 0_0 due to:",
                        large);
        assertThat(RestartAdvice.cause(streams)).isEqualTo(NAME + ": too large (topic sensors-x)");
    }

    @Test
    void whatToChangeDependsOnTheCause() {
        assertThat(RestartAdvice.stopped(3, "commit", RestartAdvice.cause(large)))
                .isEqualTo(
                        "stopped after 3 failures in a row without a commit in between (job.restart-attempts): "
                                + NAME
                                + ": too large. To continue, raise max.message.bytes of the topic that refuses the record and start again, which resumes where the results end; or raise job.restart-attempts where it mends itself");
        assertThat(
                        RestartAdvice.stopped(
                                3, "commit", "java.io.IOException: No space left on device"))
                .contains("To continue, make space on that disk and start again");
        assertThat(RestartAdvice.stopped(1, "commit", "x")).contains("To continue, mend that");
    }

    @Test
    void causesThatDifferInNumbersAreOneKind() {
        assertThat(RestartAdvice.kind("record 17 of 1234 bytes"))
                .isEqualTo(RestartAdvice.kind("record 9 of 8 bytes"))
                .isNotEqualTo(RestartAdvice.kind("record 9 of 8 chars"));
    }
}
