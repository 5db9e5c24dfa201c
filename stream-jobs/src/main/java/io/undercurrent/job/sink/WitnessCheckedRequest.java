package io.undercurrent.job.sink;

import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/** A commit request of the connector's type that passes failures to a judge first. */
final class WitnessCheckedRequest implements CommitRequest<KafkaCommittable> {
    /** Decides what a failure means. */
    interface Judge {
        void judge(CommitRequest<WitnessedCommittable> request, Throwable failure, Runnable signal);
    }

    private final CommitRequest<WitnessedCommittable> request;
    private final Judge judge;

    WitnessCheckedRequest(CommitRequest<WitnessedCommittable> request, Judge judge) {
        this.request = request;
        this.judge = judge;
    }

    @Override
    public KafkaCommittable getCommittable() {
        return request.getCommittable().transaction();
    }

    @Override
    public int getNumberOfRetries() {
        return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable failure) {
        judge.judge(request, failure, () -> request.signalFailedWithKnownReason(failure));
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable failure) {
        judge.judge(request, failure, () -> request.signalFailedWithUnknownReason(failure));
    }

    @Override
    public void retryLater() {
        request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable transaction) {
        request.updateAndRetryLater(
                new WitnessedCommittable(transaction, request.getCommittable().witness()));
    }

    @Override
    public void signalAlreadyCommitted() {
        request.signalAlreadyCommitted();
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
