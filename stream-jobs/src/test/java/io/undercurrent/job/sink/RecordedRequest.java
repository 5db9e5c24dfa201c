package io.undercurrent.job.sink;

import org.apache.flink.api.connector.sink2.Committer.CommitRequest;

/** A request that remembers what was said of it. */
final class RecordedRequest implements CommitRequest<WitnessedCommittable> {
    private final WitnessedCommittable committable;
    String said = "nothing";

    RecordedRequest(WitnessedCommittable committable) {
        this.committable = committable;
    }

    @Override
    public WitnessedCommittable getCommittable() {
        return committable;
    }

    @Override
    public int getNumberOfRetries() {
        return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable failure) {
        said = "failed, known: " + failure.getMessage();
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable failure) {
        said = "failed, unknown: " + failure.getMessage();
    }

    @Override
    public void retryLater() {
        said = "retry";
    }

    @Override
    public void updateAndRetryLater(WitnessedCommittable other) {
        said = "retry with " + other;
    }

    @Override
    public void signalAlreadyCommitted() {
        said = "committed before";
    }
}
