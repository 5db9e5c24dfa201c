package io.undercurrent.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.stream.record.Incoming;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

/** Which failures are a record's fault, and what is said of them. */
class RecordFailedExceptionTest {
    private static Incoming in() {
        Incoming in = new Incoming();
        in.topic = "events";
        in.partition = 3;
        in.offset = 41;
        return in;
    }

    @Test
    void aFailureOfOurCodeNamesTheRecord() {
        Throwable failure = new IllegalStateException("wrong");
        RecordFailedException placed = RecordFailedException.at(in(), failure).orElseThrow();
        assertThat(placed)
                .hasMessageContaining("record events-3@41 cannot be scored")
                .hasCause(failure);
        assertThat(RecordFailedException.place(new IOException("task", placed)))
                .contains("events-3@41");
        assertThat(RecordFailedException.at(in(), new StackOverflowError())).isPresent();
    }

    /** A disk or a broker that fails while a record is scored may work at the next attempt. */
    @Test
    void aFailureOfSomethingElseIsNotTheRecords() {
        Throwable disk = new IOException("No space left on device");
        assertThat(RecordFailedException.at(in(), disk)).isEmpty();
        assertThat(RecordFailedException.at(in(), new RuntimeException(disk))).isEmpty();
        assertThat(RecordFailedException.at(in(), new UncheckedIOException(new IOException("x"))))
                .isEmpty();
        assertThat(RecordFailedException.at(in(), new RecordTooLargeException("x"))).isEmpty();
        assertThat(RecordFailedException.at(in(), new OutOfMemoryError())).isEmpty();
        assertThat(RecordFailedException.place(disk)).isEmpty();
        var slab = new IllegalArgumentException("wrong checksum: the state is damaged, restore");
        assertThat(RecordFailedException.at(in(), slab)).isEmpty();
    }

    /** Two bad records of two partitions take turns. */
    @Test
    void failuresAreCountedForEachRecord() {
        RepeatedFailures failures = new RepeatedFailures();
        Incoming other = in();
        other.partition = 4;
        var first = RecordFailedException.at(in(), new IllegalStateException("a")).orElseThrow();
        var second = RecordFailedException.at(other, new IllegalStateException("b")).orElseThrow();
        assertThat(failures.add(new IOException("disk"))).isEmpty();
        for (int i = 1; i < RepeatedFailures.LIMIT; i++) {
            assertThat(failures.add(first)).isEmpty();
            assertThat(failures.add(second)).isEmpty();
        }
        assertThat(failures.add(first)).contains("events-3@41");
        assertThat(failures.add(second)).contains("events-4@41");
    }

    @Test
    void theLastMessageHasPlaceCauseAndWhatToDo() {
        assertThat(RecordFailedException.repeated("events-3@41", "IllegalStateException: wrong"))
                .contains("3 failures at record events-3@41")
                .contains("IllegalStateException: wrong")
                .contains("--accept-gap");
    }
}
