package io.undercurrent.stream.record;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.schemas.ForeignText;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.StreamDecoders;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.registry.SchemaCache;
import io.undercurrent.stream.registry.SchemaCaches;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes source records into events. A bad record becomes a rejected record instead of a failure.
 * Not thread-safe.
 */
public final class IncomingDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingDecoder.class);

    private final EventDecoder decoder;
    private final SchemaCache schemas;
    private final AheadLimit ahead;

    /**
     * Creates a decoder of one stream.
     *
     * @param source the stream's source options
     * @param avro the schemas of its Avro values
     */
    public IncomingDecoder(SourceOptions source, SourceSchemas avro) {
        schemas = source.usesRegistry() ? SchemaCaches.of(avro) : null;
        decoder =
                schemas == null
                        ? StreamDecoders.create(source, avro)
                        : StreamDecoders.create(source, avro, schemas);
        ahead = new AheadLimit(source.time());
    }

    /** Creates a decoder around another one, for a test. */
    IncomingDecoder(SourceOptions source, EventDecoder decoder) {
        this.decoder = decoder;
        schemas = null;
        ahead = new AheadLimit(source.time());
    }

    /**
     * Registers the metrics of the registry's answers, if the stream uses a registry.
     *
     * @param metrics where to register them
     */
    public void show(Metrics metrics) {
        if (schemas != null) {
            schemas.show(metrics);
        }
    }

    /**
     * Decodes a record. If the record's schema is not known yet and the registry is down, the call
     * waits.
     *
     * @param topic the record's topic
     * @param partition its partition
     * @param offset its offset
     * @param timestamp its Kafka timestamp, milliseconds since the epoch; negative if it has none
     * @param key its key, or null
     * @param value its value, or null
     * @return the event, or the rejected record with the reason
     */
    public Incoming decode(
            String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {
        Incoming incoming = of(topic, partition, offset, timestamp, key, value);
        try {
            DecodedEvent event = decoder.decode(key, value);
            ahead.check(event.timeMicros(), timestamp);
            incoming.key = event.key();
            incoming.timeMicros = event.timeMicros();
            incoming.overlapMicros = event.overlapMicros();
            incoming.values = event.values();
            incoming.group = event.group();
        } catch (BadRecordException e) {
            reject(incoming, e.reason(), e.detail());
        } catch (CancellationException e) {
            throw e; // the job is being stopped while a schema is waited for
        } catch (RuntimeException | Error e) {
            if (e instanceof InternalError) {
                throw e; // of the JVM, not of the record
            }
            // One record must not decide over the job: a restart would meet it again, for ever.
            LOG.warn("{} cannot be decoded and becomes a dead letter: {}", incoming.id(), e);
            LOG.debug("why", e);
            reject(
                    incoming,
                    DeadLetterReason.UNDECODABLE,
                    "decoding failed: " + ForeignText.line(e.toString()));
        }
        return incoming;
    }

    /**
     * Rejects a record without decoding it, for a reason that the caller found.
     *
     * @param topic the record's topic
     * @param partition its partition
     * @param offset its offset
     * @param timestamp its Kafka timestamp, milliseconds since the epoch; negative if it has none
     * @param key its key, or null
     * @param value its value, or null
     * @param why the reason
     * @return the rejected record
     */
    public static Incoming rejected(
            String topic,
            int partition,
            long offset,
            long timestamp,
            byte[] key,
            byte[] value,
            BadRecordException why) {
        Incoming incoming = of(topic, partition, offset, timestamp, key, value);
        reject(incoming, why.reason(), why.detail());
        return incoming;
    }

    private static Incoming of(
            String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {
        Incoming incoming = new Incoming();
        incoming.topic = topic;
        incoming.partition = partition;
        incoming.offset = offset;
        incoming.timestamp = timestamp;
        incoming.rawKey = key;
        incoming.rawValue = value;
        return incoming;
    }

    private static void reject(Incoming incoming, DeadLetterReason reason, String detail) {
        incoming.key = incoming.id();
        incoming.reason = reason.name();
        incoming.detail = detail;
    }
}
