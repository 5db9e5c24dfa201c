package io.undercurrent.job.sink;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Kafka's exactly-once sink with a witness for each prepared transaction: where a commit fails the
 * witness tells whether the transaction had been committed before, and the job stops where it had
 * not, because then output is lost.
 *
 * <p>Writer state, topology and names are the connector's, and its committables are read, so a
 * savepoint of a job with the plain sink restores. The wrapped interfaces are internal to the
 * connector; a new version of it may change them, which the compiler would show.
 *
 * @param <T> what is written
 */
public final class ExactlyOnceSink<T>
        implements Sink<T>,
                SupportsWriterState<T, KafkaWriterState>,
                SupportsCommitter<WitnessedCommittable>,
                SupportsPostCommitTopology<WitnessedCommittable> {
    private static final long serialVersionUID = 1L;

    private final TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable> sink;
    private final Properties client;
    private final RestartPoints restartPoints;

    /**
     * Wraps a sink.
     *
     * @param sink Kafka's, with exactly-once delivery and the naming strategy INCREMENTING
     * @param client properties to reach the brokers with, {@code transaction.timeout.ms} among them
     * @param restartPoints finds the checkpoint to restart from
     */
    public ExactlyOnceSink(
            TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable> sink,
            Properties client,
            RestartPoints restartPoints) {
        this.sink = sink;
        this.client = client;
        this.restartPoints = restartPoints;
    }

    @Override
    public WitnessedWriter<T> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public WitnessedWriter<T> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
        FirstRecord first = new FirstRecord();
        return new WitnessedWriter<>(
                sink.restoreWriter(new WitnessedContext(context, first), state), first);
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<WitnessedCommittable> createCommitter(CommitterInitContext context)
            throws IOException {
        return new WitnessedCommitter(
                sink.createCommitter(context),
                new WitnessLookup(client),
                restartPoints,
                client.getProperty("transaction.timeout.ms"));
    }

    @Override
    public SimpleVersionedSerializer<WitnessedCommittable> getCommittableSerializer() {
        return new WitnessedCommittableSerializer(sink.getCommittableSerializer());
    }

    /** The connector keeps writer and committer together here; it looks at no committable. */
    @Override
    @SuppressWarnings("unchecked")
    public void addPostCommitTopology(
            DataStream<CommittableMessage<WitnessedCommittable>> committed) {
        if (sink instanceof SupportsPostCommitTopology) {
            ((SupportsPostCommitTopology<KafkaCommittable>) sink)
                    .addPostCommitTopology(
                            (DataStream<CommittableMessage<KafkaCommittable>>)
                                    (DataStream<?>) committed);
        }
    }
}
