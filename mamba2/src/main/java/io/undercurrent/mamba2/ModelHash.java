package io.undercurrent.mamba2;

import io.undercurrent.mamba2.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The identity of a model, which decides whether a stored state fits it. The hash excludes options
 * that only tune speed or initialisation, so that a job's states stay valid when they change.
 */
final class ModelHash {

    private static final int BUFFER_BYTES = 1 << 13;

    private ModelHash() {}

    static String of(BackboneConfig config, Parameters<float[]> parameters) {
        MessageDigest digest = Sha256.digest();
        String options =
                "undercurrent-backbone-1 d_model="
                        + config.mixer().dModel()
                        + " n_layer="
                        + config.nLayer()
                        + " "
                        + Json.write(MixerConfigJson.document(config.mixer(), false));
        digest.update(options.getBytes(StandardCharsets.UTF_8));
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (String name : parameters.names()) {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            for (float value : parameters.get(name)) {
                if (buffer.remaining() < Float.BYTES) {
                    digest.update(buffer.flip());
                    buffer.clear();
                }
                buffer.putFloat(value);
            }
            digest.update(buffer.flip());
            buffer.clear();
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
