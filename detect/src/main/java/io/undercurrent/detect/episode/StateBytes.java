package io.undercurrent.detect.episode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * The common encoding of all episode states: a version first, numbers in big-endian order, texts as
 * UTF-8 after their length (-1 for null), enumerations by name.
 */
final class StateBytes {
    private StateBytes() {}

    /** Writes a state's fields. */
    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads a state's fields. */
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static byte[] encode(int version, Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(version);
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to memory cannot fail
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes the bytes of {@link #encode} and refuses extra bytes; {@code what} names the state in
     * errors.
     */
    static <T> T decode(String what, int version, byte[] bytes, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int found = in.readUnsignedByte();
            if (found != version) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s: it has format version %d; allowed is %d. A newer release wrote it: use that one",
                                what,
                                found,
                                version));
            }
            T state = reader.read(in);
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes follow its end");
            }
            return state;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "%s: its %d bytes are damaged: %s", what, bytes.length, e),
                    e);
        }
    }

    static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
        out.writeInt(text == null ? -1 : bytes.length);
        out.write(bytes);
    }

    /** Reads a text, or null if null was written. */
    static String optional(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length > in.available()) {
            throw new IOException("a text of " + length + " bytes");
        }
        return length < 0 ? null : new String(in.readNBytes(length), UTF_8);
    }

    static String text(DataInputStream in) throws IOException {
        String text = optional(in);
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }

    static Severity severity(DataInputStream in) throws IOException {
        return severity(text(in));
    }

    static Severity severity(String name) throws IOException {
        try {
            return Severity.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IOException("severity " + name, e);
        }
    }

    static void write(DataOutputStream out, Alarm alarm) throws IOException {
        write(out, alarm.id());
        out.writeLong(alarm.timeMicros());
        out.writeDouble(alarm.score());
        out.writeDouble(alarm.pValue());
        write(out, alarm.field());
        out.writeDouble(alarm.value());
        out.writeDouble(alarm.expected());
        out.writeDouble(alarm.lower());
        out.writeDouble(alarm.upper());
    }

    static Alarm alarm(DataInputStream in) throws IOException {
        String id = text(in);
        long time = in.readLong();
        double score = in.readDouble();
        double pValue = in.readDouble();
        String field = text(in);
        double value = in.readDouble();
        double expected = in.readDouble();
        double lower = in.readDouble();
        double upper = in.readDouble();
        return new Alarm(id, time, score, pValue, field, value, expected, lower, upper);
    }
}
