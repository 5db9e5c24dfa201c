package io.undercurrent.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

/** What follows from a failed commit, by the fate of the witness. */
class WitnessedCommitterTest {
    private static final KafkaCommittable TRANSACTION =
            new KafkaCommittable(1L, (short) 0, "prefix-0-42", null);
    private final Witness witness =
            new Witness("scores", 2, 77L, 0L, Instant.now().minusSeconds(100));

    private final RecordedRequest request =
            new RecordedRequest(new WitnessedCommittable(TRANSACTION, Optional.of(witness)));

    @Test
    void aVisibleWitnessMeansThatItWasCommittedBefore() throws Exception {
        committer(TransactionOutcome.COMMITTED, WitnessedCommitterTest::known)
                .commit(List.of(request));
        assertThat(request.said).isEqualTo("committed before");
        request.said = "nothing";
        committer(TransactionOutcome.COMMITTED, WitnessedCommitterTest::unknown)
                .commit(List.of(request));
        assertThat(request.said).isEqualTo("committed before");
    }

    @Test
    void anInvisibleOneStopsTheJobAndNamesWhereToRestart() {
        for (Consumer<Committer.CommitRequest<KafkaCommittable>> failing :
                List.<Consumer<Committer.CommitRequest<KafkaCommittable>>>of(
                        WitnessedCommitterTest::known, WitnessedCommitterTest::unknown)) {
            assertThatThrownBy(
                            () ->
                                    committer(TransactionOutcome.ABORTED, failing)
                                            .commit(List.of(request)))
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .isInstanceOf(LostTransactionException.class)
                    .hasMessageContaining("transaction prefix-0-42 was aborted by the broker")
                    .hasMessageContaining("prepared for checkpoint 42")
                    .hasMessageContaining("100 s ago")
                    .hasMessageContaining("sink.transaction-timeout = 60000ms")
                    .hasMessageContaining("scores-2 at offset 77")
                    .hasMessageContaining("undercurrent run stream.yaml --from /c/chk-41")
                    .hasMessageContaining("flink run -s /c/chk-41")
                    .hasMessageContaining("come again, with the same ids");
        }
        assertThat(request.said).isEqualTo("nothing");
    }

    @Test
    void whereNoCheckpointIsRetainedItSaysWhatThatMeans() {
        WitnessedCommittable first =
                new WitnessedCommittable(
                        new KafkaCommittable(1L, (short) 0, "prefix-0-1", null),
                        Optional.of(witness));
        assertThatThrownBy(
                        () ->
                                committer(TransactionOutcome.ABORTED, WitnessedCommitterTest::known)
                                        .commit(List.of(new RecordedRequest(first))))
                .cause()
                .hasMessageContaining("No whole checkpoint below number 1 is retained in /c")
                .hasMessageContaining("--fresh");
    }

    @Test
    void whatCannotBeToldYetIsTriedAgainAndWhatIsGoneIsLeft() throws Exception {
        committer(TransactionOutcome.UNDECIDED, WitnessedCommitterTest::known)
                .commit(List.of(request));
        assertThat(request.said).isEqualTo("retry");
        committer(TransactionOutcome.GONE, WitnessedCommitterTest::known).commit(List.of(request));
        assertThat(request.said).isEqualTo("committed before");
    }

    @Test
    void withoutAWitnessTheConnectorDecidesAsEver() throws Exception {
        RecordedRequest old =
                new RecordedRequest(new WitnessedCommittable(TRANSACTION, Optional.empty()));
        committer(TransactionOutcome.ABORTED, WitnessedCommitterTest::known).commit(List.of(old));
        assertThat(old.said).isEqualTo("failed, known: fenced");
        committer(TransactionOutcome.ABORTED, WitnessedCommitterTest::unknown).commit(List.of(old));
        assertThat(old.said).isEqualTo("failed, unknown: fenced");
    }

    @Test
    void whatDoesNotFailIsNotLookedUp() throws Exception {
        committer(TransactionOutcome.ABORTED, r -> {}).commit(List.of(request));
        assertThat(request.said).isEqualTo("nothing");
        committer(TransactionOutcome.ABORTED, Committer.CommitRequest::retryLater)
                .commit(List.of(request));
        assertThat(request.said).isEqualTo("retry");
    }

    private static void known(Committer.CommitRequest<KafkaCommittable> request) {
        request.signalFailedWithKnownReason(new IllegalStateException("fenced"));
    }

    private static void unknown(Committer.CommitRequest<KafkaCommittable> request) {
        request.signalFailedWithUnknownReason(new IllegalStateException("fenced"));
    }

    private WitnessedCommitter committer(
            TransactionOutcome fate, Consumer<Committer.CommitRequest<KafkaCommittable>> kafka) {
        Committer<KafkaCommittable> connector =
                new Committer<>() {
                    @Override
                    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
                        assertThat(requests)
                                .extracting(CommitRequest::getCommittable)
                                .allMatch(c -> c.getTransactionalId().startsWith("prefix-0-"));
                        requests.forEach(kafka);
                    }

                    @Override
                    public void close() {}
                };
        WitnessLookup lookup =
                new WitnessLookup(new Properties()) {
                    @Override
                    TransactionOutcome fate(Witness of) {
                        assertThat(of).isEqualTo(witness);
                        return fate;
                    }
                };
        return new WitnessedCommitter(connector, lookup, new From(), "60000");
    }

    private record From() implements RestartPoints {
        @Override
        public Optional<String> newestBefore(long checkpoint) {
            return checkpoint == 1 ? Optional.empty() : Optional.of("/c/chk-" + (checkpoint - 1));
        }

        @Override
        public String folder() {
            return "/c";
        }
    }
}
