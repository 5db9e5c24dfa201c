package io.undercurrent.job;

import io.undercurrent.spec.SourceOptions;
import io.undercurrent.spec.SourceSchemas;
import io.undercurrent.state.FlinkMetrics;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.IncomingDecoder;
import io.undercurrent.stream.registry.SchemaCaches;
import io.undercurrent.stream.registry.SchemaWait;
import java.util.Properties;
import java.util.UUID;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns Kafka records into events, or rejected records, right in the source. */
final class IncomingDeserializer implements KafkaRecordDeserializationSchema<Incoming> {
    private static final long serialVersionUID = 1L;

    private final SourceOptions source;
    private final SourceSchemas schemas;

    /** By it the consumer's interceptor finds the schemas; new with each job. */
    private final String handle = UUID.randomUUID().toString();

    private transient IncomingDecoder decoder;

    IncomingDeserializer(SourceOptions source, SourceSchemas schemas) {
        this.schemas = schemas;
        this.source = source;
    }

    /** Has the consumer wait for schemas, where a registry is asked, so that no task has to. */
    void into(Properties consumer) {
        if (source.usesRegistry()) {
            SchemaWait.into(consumer, handle);
            // A fetcher that waits for a registry does not hear that it is to end.
            consumer.putIfAbsent("source.reader.close.timeout", "2000");
        }
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        if (source.usesRegistry()) {
            SchemaCaches.name(handle, schemas);
            // A hook for each reader: those of another task manager may share this process.
            context.getUserCodeClassLoader()
                    .registerReleaseHookIfAbsent(
                            handle + UUID.randomUUID(), () -> SchemaCaches.release(handle));
        }
        decoder = new IncomingDecoder(source, schemas);
        decoder.show(new FlinkMetrics(context.getMetricGroup()));
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
