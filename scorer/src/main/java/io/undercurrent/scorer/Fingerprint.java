package io.undercurrent.scorer;

import io.undercurrent.mamba2.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Computes short hashes of descriptions. */
final class Fingerprint {
    private Fingerprint() {}

    /** The first 64 bits of a text's SHA-256. */
    static long of(String text) {
        return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
