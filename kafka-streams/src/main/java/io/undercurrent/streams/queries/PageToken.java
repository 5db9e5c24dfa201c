package io.undercurrent.streams.queries;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Encodes the end of a page of the list as a text, so that no instance has to remember pages. The
 * checksum detects a truncated or mistyped token. A forged token only makes the list start at
 * another position.
 */
final class PageToken {
    private static final int VERSION = 1;

    /** Bounds the token, because it is part of a URL query of limited length. */
    private static final int MAX_KEY_CHARS = 1_000;

    private PageToken() {}

    static String of(Rank last) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(last.open());
            out.writeDouble(last.peak());
            out.writeDouble(last.severity());
            out.writeUTF(bounded(last.key())); // can also encode half a surrogate pair
            out.writeInt(checksum(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen in memory
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    static Rank parse(String token) throws Refusal {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            int body = bytes.length - Integer.BYTES;
            if (body < 0
                    || ByteBuffer.wrap(bytes).getInt(body)
                            != checksum(java.util.Arrays.copyOf(bytes, body))) {
                throw damaged(token);
            }
            return read(bytes, body);
        } catch (IllegalArgumentException | IOException e) {
            throw damaged(token);
        }
    }

    private static Rank read(byte[] bytes, int body) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body))) {
            int version = in.readUnsignedByte();
            Rank rank =
                    new Rank(in.readUnsignedByte(), in.readDouble(), in.readDouble(), in.readUTF());
            if (version != VERSION || rank.open() > Rank.MOST_SEVERE || in.available() > 0) {
                throw new IOException("another format");
            }
            return rank;
        }
    }

    /**
     * Shortens a long key. The next page skips keys that have the same prefix and exactly the same
     * scores.
     */
    private static String bounded(String key) {
        return key.length() <= MAX_KEY_CHARS ? key : key.substring(0, MAX_KEY_CHARS) + '\uffff';
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static Refusal damaged(String token) {
        return Refusal.badRequest(
                String.format(
                        Locale.ROOT,
                        "after = %s: no page ends there; allowed is what a page gives as next, unchanged",
                        Texts.shown(token)));
    }
}
