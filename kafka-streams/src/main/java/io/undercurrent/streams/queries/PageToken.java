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
 * Where a page of the list ended, as a text: no instance has to remember pages. The checksum finds
 * a token that was cut or mistyped; one that was made up lists keys from elsewhere, no more.
 */
final class PageToken {
    private static final int VERSION = 1;

    /** A token stands in a query, which is bounded. */
    private static final int MOST_KEY_CHARS = 1_000;

    private PageToken() {}

    static String of(Rank last) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(last.severity());
            out.writeDouble(last.peak());
            out.writeDouble(last.score());
            out.writeUTF(bounded(last.key())); // also holds half a surrogate pair
            out.writeInt(checksum(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
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
            if (version != VERSION || rank.severity() > Rank.MOST_SEVERE || in.available() > 0) {
                throw new IOException("another format");
            }
            return rank;
        }
    }

    /** Keys that begin like one beyond the bound and have its very scores count as listed. */
    private static String bounded(String key) {
        return key.length() <= MOST_KEY_CHARS ? key : key.substring(0, MOST_KEY_CHARS) + '\uffff';
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
