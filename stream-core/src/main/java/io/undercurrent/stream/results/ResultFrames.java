package io.undercurrent.stream.results;

import io.undercurrent.schemas.Wire;
import io.undercurrent.schemas.registry.ConfluentFrame;
import io.undercurrent.spec.StreamSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Changes what stands before results where they enter or leave topics. Everywhere else, stores and
 * state included, they are in single-object encoding, so that neither depends on a registry.
 */
public final class ResultFrames {
    private final boolean registered;
    private final Map<String, byte[]> ids = new HashMap<>();
    private final Map<Integer, byte[]> fingerprints = new HashMap<>();

    /**
     * The frames of one stream's results.
     *
     * @param sink where the stream writes; its schemas' ids known where results carry them
     */
    public ResultFrames(StreamSpec.Sink sink) {
        registered = sink.registered() != null;
        if (registered) {
            ResultTopics.all(sink)
                    .forEach(
                            (topic, schema) -> {
                                Integer id = sink.registered().ids().get(topic);
                                if (id != null) {
                                    ids.put(topic, ConfluentFrame.header(id));
                                    fingerprints.put(id, Wire.header(schema));
                                }
                            });
        }
    }

    /**
     * A result as its topic has it.
     *
     * @param topic the topic
     * @param result in single-object encoding
     * @return the same bytes, or new ones with the registry's id in place of the fingerprint
     * @throws IllegalStateException where nobody has asked the registry for the topic's id
     */
    public byte[] framed(String topic, byte[] result) {
        if (!registered) {
            return result;
        }
        byte[] id = ids.get(topic);
        if (id == null) {
            throw new IllegalStateException(
                    "%s: the id of its schema is not known; ask the registry with ResultSchemas.resolve before anything starts"
                            .formatted(topic));
        }
        return with(id, result, Wire.HEADER_BYTES);
    }

    /**
     * A result as {@link Wire} reads it. Topics may hold both encodings, from before and after a
     * change of the option.
     *
     * @param value from one of the stream's topics
     * @return in single-object encoding; what is in neither is left to the decoder as it is
     * @throws IOException where the id is none of the results' schemas
     */
    public byte[] plain(byte[] value) throws IOException {
        if (!registered || !ConfluentFrame.isFramed(value)) {
            return value;
        }
        byte[] fingerprint = fingerprints.get(ConfluentFrame.id(value));
        if (fingerprint == null) {
            throw new IOException(
                    "schema id %d is none of this stream's results': %s"
                            .formatted(ConfluentFrame.id(value), fingerprints.keySet()));
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
