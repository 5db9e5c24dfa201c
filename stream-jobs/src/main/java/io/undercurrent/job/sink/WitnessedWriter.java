package io.undercurrent.job.sink;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka's writer, extended to add a witness to each transaction that it prepares. */
final class WitnessedWriter<T>
        implements StatefulSinkWriter<T, KafkaWriterState>,
                CommittingSinkWriter<T, WitnessedCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(WitnessedWriter.class);

    private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer;
    private final FirstRecord first;

    WitnessedWriter(
            PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer,
            FirstRecord first) {
        this.writer = writer;
        this.first = first;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        writer.write(element, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writer.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        writer.writeWatermark(watermark);
    }

    /** Flink calls this after a flush, so all records of the transaction are acknowledged. */
    @Override
    public Collection<WitnessedCommittable> prepareCommit()
            throws IOException, InterruptedException {
        RecordMetadata record = first.take();
        Optional<Witness> witness =
                Optional.ofNullable(record)
                        .map(
                                r ->
                                        new Witness(
                                                r.topic(),
                                                r.partition(),
                                                r.offset(),
                                                r.timestamp(),
                                                Instant.ofEpochMilli(System.currentTimeMillis())));
        List<WitnessedCommittable> witnessed = new ArrayList<>(1);
        for (KafkaCommittable transaction : writer.prepareCommit()) {
            witnessed.add(new WitnessedCommittable(transaction, witness));
        }
        return witnessed;
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
        return writer.snapshotState(checkpointId);
    }

    /**
     * Closes the writer and only logs a failed send. The writer reports such a failure again when
     * it is closed: the task has failed because of it already, or the records were to be discarded
     * anyway, because everything committed was flushed before. An exception from here would stop
     * Flink's task manager, and a job in this process would wait forever for another one.
     */
    @Override
    public void close() throws Exception {
        try {
            writer.close();
        } catch (IOException e) {
            LOG.warn("records of an open transaction were not sent, and it is given up", e);
        }
    }
}
