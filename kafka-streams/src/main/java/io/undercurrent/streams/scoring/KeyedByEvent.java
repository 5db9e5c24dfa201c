package io.undercurrent.streams.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.IncomingDecoder;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Gives each record its event's key, where that is a field of the value, so that a repartition
 * topic brings all events of a key to one task. The value goes on as it was and is decoded once
 * more there; a rejected record goes by its id.
 */
final class KeyedByEvent implements Processor<byte[], byte[], byte[], byte[]> {
    private final IncomingDecoder decoder;
    private ProcessorContext<byte[], byte[]> context;

    KeyedByEvent(StreamSpec.Source source) {
        decoder = new IncomingDecoder(source);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> taskContext) {
        context = taskContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Place place = Place.of(context.recordMetadata().orElseThrow(), record.key());
        Incoming in =
                decoder.decode(
                        place.topic(),
                        place.partition(),
                        place.offset(),
                        record.timestamp(),
                        record.key(),
                        record.value());
        RecordHeaders headers = new RecordHeaders();
        place.into(headers);
        context.forward(
                new Record<>(in.key.getBytes(UTF_8), record.value(), record.timestamp(), headers));
    }
}
