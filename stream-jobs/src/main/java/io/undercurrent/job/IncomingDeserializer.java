package io.undercurrent.job;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.IncomingDecoder;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns Kafka records into events, or rejected records, right in the source. */
final class IncomingDeserializer implements KafkaRecordDeserializationSchema<Incoming> {
    private static final long serialVersionUID = 1L;

    private final StreamSpec.Source source;
    private transient IncomingDecoder decoder;

    IncomingDeserializer(StreamSpec.Source source) {
        this.source = source;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = new IncomingDecoder(source);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Incoming> out) {
        out.collect(
                decoder.decode(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        record.key(),
                        record.value()));
    }

    @Override
    public TypeInformation<Incoming> getProducedType() {
        return TypeInformation.of(Incoming.class);
    }
}
