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
 * Kafka's exactly-once sink with a witness for each prepared transaction. If a commit fails, the
 * witness shows whether the transaction had been committed before. If it had not, output is lost
 * and the job stops.
 *
 * <p>Writer state, topology and names are the connector's, and the connector's committables can be
 * read, so a savepoint of a job with the plain sink can be restored. The wrapped interfaces are
 * internal to the connector. A new version may change them, which the compiler would show.
 *
 * @param <T> the type of the written elements
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
     * @param sink Kafka's sink, with exactly-once delivery and the naming strategy INCREMENTING
     * @param client client properties for the brokers, including {@code transaction.timeout.ms}
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

    /**
     * The connector uses this to keep writer and committer together; it does not read the
     * committables.
     */
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
