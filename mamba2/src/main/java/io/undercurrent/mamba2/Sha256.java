package io.undercurrent.mamba2;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 without the checked exception: every JDK has it. */
public final class Sha256 {
    private Sha256() {}

    /**
     * Creates a digest.
     *
     * @return an empty one
     */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Hashes bytes.
     *
     * @param bytes the whole message
     * @return 32 bytes
     */
    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }
}
