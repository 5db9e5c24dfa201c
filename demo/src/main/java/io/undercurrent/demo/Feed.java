package io.undercurrent.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.demo.host.HostKeys;
import io.undercurrent.demo.host.HostSample;
import io.undercurrent.schemas.Event;
import io.undercurrent.schemas.Wire;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.KafkaClients;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends each sample's values to the source topic, one Avro event per key. Sampler and rehearsal
 * send at the same time.
 */
final class Feed implements AutoCloseable {
    private final String topic;
    private final String field;
    private final Tally tally;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Wire<Event> wire = new Wire<>(Event.getClassSchema());

    Feed(StreamSpec spec, Tally tally) {
        topic = spec.source().topic();
        field = spec.source().values().get(0);
        this.tally = tally;
        Properties properties = KafkaClients.properties(spec);
        properties.put("acks", "all");
        properties.put("linger.ms", "0");
        producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Called on the sampler's thread. Until the run streams, cores are left out: they would learn
     * the JVM's own start.
     */
    void send(HostSample sample) {
        Instant time = sample.time().truncatedTo(ChronoUnit.MICROS);
        if (Double.isNaN(sample.idleShare())) {
            return; // the first sample has no loads and no rates yet
        }
        tally.idle(sample.idleShare());
        boolean streaming = tally.isStreaming();
        sample.values()
                .forEach(
                        (key, value) -> {
                            if (HostKeys.isCore(key) && !streaming) {
                                return;
                            }
                            send(key, time, value);
                            if (HostKeys.isCore(key)) {
                                tally.core(key);
                            }
                        });
    }

    void send(String key, double value) {
        send(key, Instant.now().truncatedTo(ChronoUnit.MICROS), value);
    }

    /** One at a time: a {@link Wire} serves one thread. */
    private synchronized void send(String key, Instant time, double value) {
        Event event = new Event(key, time, Map.of(field, value));
        var unused =
                producer.send(
                        new ProducerRecord<>(topic, key.getBytes(UTF_8), wire.encode(event)),
                        (metadata, e) -> tally.sent(key, e));
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
