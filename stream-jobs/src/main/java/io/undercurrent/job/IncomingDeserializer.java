package io.undercurrent.job;

import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.option.SourceOptions;
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

/** Decodes Kafka records into events or rejected records, inside the source. */
final class IncomingDeserializer implements KafkaRecordDeserializationSchema<Incoming> {
    private static final long serialVersionUID = 1L;

    private final SourceOptions source;
    private final SourceSchemas schemas;

    /** The name by which the consumer's interceptor finds the schemas; each job has a new one. */
    private final String handle = UUID.randomUUID().toString();

    private transient IncomingDecoder decoder;

    IncomingDeserializer(SourceOptions source, SourceSchemas schemas) {
        this.schemas = schemas;
        this.source = source;
    }

    /**
     * If the source uses a registry, makes the consumer wait for schemas, so that no task has to.
     */
    void into(Properties consumer) {
        if (source.usesRegistry()) {
            SchemaWait.into(consumer, handle);
            // A fetcher that waits for a registry does not notice a request to stop.
            consumer.putIfAbsent("source.reader.close.timeout", "2000");
        }
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        if (source.usesRegistry()) {
            SchemaCaches.name(handle, schemas);
            // Each reader has its own hook, because readers of another task manager may run in this
            // process.
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
