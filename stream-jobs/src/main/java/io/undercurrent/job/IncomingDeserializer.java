package io.undercurrent.job;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.decode.BadRecordException;
import io.undercurrent.spec.decode.DecodedEvent;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns Kafka records into events right in the source, where a bad one becomes a rejected record
 * instead of a failure.
 *
 * <p>An event time far beyond the record's own Kafka timestamp is rejected here: let through, one
 * event from the future would make all later ones of its key late.
 */
final class IncomingDeserializer implements KafkaRecordDeserializationSchema<Incoming> {
    private static final long serialVersionUID = 1L;

    private final StreamSpec.Source source;
    private final long maxAheadMicros;
    private transient EventDecoder decoder;

    IncomingDeserializer(StreamSpec.Source source) {
        this.source = source;
        maxAheadMicros = TimeUnit.MILLISECONDS.toMicros(source.time().maxAhead().toMillis());
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = StreamDecoders.create(source);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Incoming> out) {
        Incoming incoming = new Incoming();
        incoming.topic = record.topic();
        incoming.partition = record.partition();
        incoming.offset = record.offset();
        incoming.timestamp = record.timestamp();
        incoming.rawKey = record.key();
        incoming.rawValue = record.value();
        try {
            DecodedEvent event = decoder.decode(record.key(), record.value());
            checkAhead(event.timeMicros(), record.timestamp());
            incoming.key = event.key();
            incoming.timeMicros = event.timeMicros();
            incoming.values = event.values();
        } catch (BadRecordException e) {
            incoming.key = incoming.id();
            incoming.reason = e.reason().name();
            incoming.detail = e.detail();
        }
        out.collect(incoming);
    }

    private void checkAhead(long timeMicros, long timestampMillis) throws BadRecordException {
        long ahead = timeMicros - TimeUnit.MILLISECONDS.toMicros(timestampMillis);
        if (timestampMillis >= 0 && ahead > maxAheadMicros) {
            throw new BadRecordException(
                    DeadLetterReason.TIME_AHEAD,
                    "event time is %d ms beyond the record's Kafka timestamp: allowed are %d (source.time.max-ahead)"
                            .formatted(
                                    TimeUnit.MICROSECONDS.toMillis(ahead),
                                    TimeUnit.MICROSECONDS.toMillis(maxAheadMicros)));
        }
    }

    @Override
    public TypeInformation<Incoming> getProducedType() {
        return TypeInformation.of(Incoming.class);
    }
}
