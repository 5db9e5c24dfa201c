package io.undercurrent.stream.results;

import io.undercurrent.schemas.Wire;
import io.undercurrent.schemas.registry.ConfluentFrame;
import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.schemas.registry.SchemaRegistry;
import io.undercurrent.spec.option.SinkOptions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Replaces the header of results when they enter or leave topics. Everywhere else, including stores
 * and state, results are in single-object encoding, so that stores and state do not depend on a
 * registry.
 *
 * <p>Any thread may write; only one thread may read.
 */
public final class ResultFrames {
    /** Null if results carry fingerprints. */
    private final RegistrySettings settings;

    private SchemaRegistry registry;

    private final Map<String, byte[]> ids = new HashMap<>();
    private final Map<Integer, byte[]> fingerprints = new HashMap<>();

    /**
     * Creates the frames of one stream's results, for reading, and for writing to the topics whose
     * ids are known.
     *
     * @param sink the stream's sink options
     * @param results the registry and the ids that results carry
     */
    public ResultFrames(SinkOptions sink, ResultIds results) {
        settings = results.registry();
        Map<String, Schema> schemas = new HashMap<>(ResultTopics.ofJob(sink));
        results.ids()
                .forEach(
                        (topic, id) -> {
                            ids.put(topic, ConfluentFrame.header(id));
                            fingerprints.put(id, Wire.header(schemas.get(topic)));
                        });
    }

    /**
     * Converts a result to the encoding of its topic.
     *
     * @param topic a topic whose id is known
     * @param result the result in single-object encoding
     * @return the same bytes, or new ones with the registry's id in place of the fingerprint
     */
    public byte[] framed(String topic, byte[] result) {
        return settings == null ? result : with(ids.get(topic), result, Wire.HEADER_BYTES);
    }

    /**
     * Converts a result to the encoding that {@link Wire} reads. Topics may hold both encodings,
     * from before and after a change of the option, and several ids of one schema, from before and
     * after a change of the registry. The first record with an id that the stream does not know
     * causes a request to the registry.
     *
     * @param value a record's value from one of the stream's topics
     * @return the result in single-object encoding; a value in neither encoding is returned
     *     unchanged for the decoder to report
     * @throws RegistryException if the registry does not know the id, or gives no answer
     * @throws IllegalStateException if the value carries a registry's id and the stream has no
     *     registry
     */
    public byte[] plain(byte[] value) throws RegistryException {
        if (!ConfluentFrame.isFramed(value)) {
            return value;
        }
        int id = ConfluentFrame.id(value);
        if (settings == null) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "a result carries the registry's schema id %d: set sink.avro.encoding = confluent and registry.url, which read both encodings",
                            id));
        }
        byte[] fingerprint = fingerprints.get(id);
        if (fingerprint == null) {
            if (registry == null) {
                registry = new SchemaRegistry(settings); // it has a thread; writers need none
            }
            fingerprint = Wire.header(registry.byId(id));
            fingerprints.put(id, fingerprint);
        }
        return with(fingerprint, value, ConfluentFrame.BYTES);
    }

    private static byte[] with(byte[] header, byte[] bytes, int from) {
        byte[] changed = new byte[header.length + bytes.length - from];
        System.arraycopy(header, 0, changed, 0, header.length);
        System.arraycopy(bytes, from, changed, header.length, bytes.length - from);
        return changed;
    }
}
