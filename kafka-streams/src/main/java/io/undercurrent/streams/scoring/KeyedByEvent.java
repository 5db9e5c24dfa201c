package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.LiveLimits;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.IncomingDecoder;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.Records;
import io.undercurrent.stream.record.ResultRouting;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.scoring.DeadLetters;
import io.undercurrent.stream.scoring.RecordFailedException;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sets each record's key to its event's key, for streams whose key is a field of the value, so that
 * a repartition topic brings all events of a key to one task. The value is forwarded unchanged and
 * decoded again after the repartition topic. A record that is not an event becomes a dead letter
 * here, whatever its size.
 */
final class KeyedByEvent implements Processor<byte[], byte[], byte[], KeyedByEvent.Keyed> {
    /**
     * A record to forward: either an event or a dead letter.
     *
     * @param event the value of an event, or null
     * @param letter the dead letter for a record that is not an event, or null
     */
    // One object is created per record, and nothing compares them.
    @SuppressWarnings("ArrayRecordComponent")
    record Keyed(byte[] event, Outgoing letter) {}

    private final IncomingDecoder decoder;
    private final LiveLimits limits;
    private final String repartition;
    private final Records records;
    private final ResultRouting addresses;
    private ProcessorContext<byte[], Keyed> context;
    private TaskMetrics metrics;
    private Count events;
    private DeadLetters deadLetters;

    KeyedByEvent(ResolvedStream stream, LiveLimits limits) {
        StreamSpec spec = stream.spec();
        this.limits = limits;
        repartition = ChangelogTopics.repartition(ChangelogTopics.application(spec));
        decoder = new IncomingDecoder(spec.source(), stream.schemas());
        records = new Records(spec, "");
        addresses = new ResultRouting(spec.sink());
    }

    @Override
    public void init(ProcessorContext<byte[], Keyed> taskContext) {
        context = taskContext;
        metrics = new TaskMetrics(context.metrics(), context.taskId());
        events = metrics.count(StreamMetric.EVENTS);
        deadLetters = new DeadLetters(records, limits, metrics);
        Limits.open(limits);
        decoder.show(metrics);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordOrigin origin = RecordOrigin.of(context.recordMetadata().orElseThrow(), record.key());
        Incoming in =
                decoder.decode(
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        SourceTime.of(record.timestamp(), record.headers()),
                        record.key(),
                        record.value());
        Record<byte[], Keyed> next;
        try {
            next = next(in, origin, record);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            // Without the record's place, the same failure would come back for ever.
            Optional<RecordFailedException> placed = RecordFailedException.at(in, e);
            if (placed.isPresent()) {
                throw placed.get();
            }
            throw e;
        }
        context.forward(next);
    }

    /** The event under its key, or the dead letter. */
    private Record<byte[], Keyed> next(
            Incoming in, RecordOrigin origin, Record<byte[], byte[]> record) {
        limits.get().judge(in);
        if (in.reason != null) {
            return letter(deadLetters.of(in), record);
        }
        RecordHeaders headers = new RecordHeaders();
        origin.into(headers);
        SourceTime.copy(record.headers(), headers);
        byte[] key = in.key.getBytes(UTF_8);
        Optional<String> problem =
                limits.get().tooLarge("the event", repartition, key, record.value(), headers);
        if (problem.isPresent()) {
            return letter(deadLetters.of(in, DeadLetterReason.TOO_LARGE, problem.get()), record);
        }
        return new Record<>(key, new Keyed(record.value(), null), record.timestamp(), headers);
    }

    private Record<byte[], Keyed> letter(Outgoing letter, Record<byte[], byte[]> record) {
        events.inc(); // events are counted when they are scored
        long time = letter.timestamp < 0 ? record.timestamp() : letter.timestamp;
        return new Record<>(letter.key, new Keyed(null, letter), time, addresses.headers(letter));
    }

    @Override
    public void close() {
        limits.close();
        if (metrics != null) {
            metrics.close();
        }
    }
}
