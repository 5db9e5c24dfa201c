package io.undercurrent.detect.episode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A key's {@link EpisodeState} as bytes: a version, then the fields in the order written below,
 * numbers in big-endian order, texts as UTF-8 behind their length (-1 for null).
 *
 * <p>About 50 bytes where no episode is open and 200 where one is.
 */
public final class EpisodeStateCodec {
    /** The format that is written; a change of it keeps reading this one. */
    public static final int VERSION = 1;

    private EpisodeStateCodec() {}

    /**
     * The state's bytes.
     *
     * @param state any state
     * @return bytes of their own
     */
    public static byte[] encode(EpisodeState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(VERSION);
            out.writeLong(state.clockMicros);
            out.writeLong(state.revision);
            out.writeBoolean(state.hasEnded);
            out.writeLong(state.endedStart);
            out.writeLong(state.endedLast);
            out.writeInt(state.counted.size());
            for (var partition : state.counted.entrySet()) {
                out.writeInt(partition.getKey());
                out.writeLong(partition.getValue());
            }
            out.writeBoolean(state.open != null);
            if (state.open != null) {
                write(out, state.open);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /**
     * The state that bytes hold.
     *
     * @param bytes of {@link #encode}, of this version or an older one
     * @return a state of its own
     * @throws IllegalArgumentException where they are of a newer version, or no such bytes
     */
    public static EpisodeState decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "episode state: it has format version "
                                + version
                                + "; allowed is "
                                + VERSION
                                + ". A newer release wrote it: go on with that one");
            }
            EpisodeState state = new EpisodeState();
            state.clockMicros = in.readLong();
            state.revision = in.readLong();
            state.hasEnded = in.readBoolean();
            state.endedStart = in.readLong();
            state.endedLast = in.readLong();
            for (int left = in.readInt(); left > 0; left--) {
                state.counted.put(in.readInt(), in.readLong());
            }
            state.open = in.readBoolean() ? episode(in) : null;
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes follow its end");
            }
            return state;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "episode state: its " + bytes.length + " bytes are damaged: " + e, e);
        }
    }

    private static void write(DataOutputStream out, Episode episode) throws IOException {
        write(out, episode.id());
        write(out, episode.tag());
        out.writeLong(episode.startMicros());
        out.writeLong(episode.lastMicros());
        write(out, episode.severity().name());
        out.writeLong(episode.alarms());
        Alarm peak = episode.peak();
        write(out, peak.id());
        out.writeLong(peak.timeMicros());
        out.writeDouble(peak.score());
        out.writeDouble(peak.pValue());
        write(out, peak.field());
        out.writeDouble(peak.value());
        out.writeDouble(peak.expected());
        out.writeDouble(peak.lower());
        out.writeDouble(peak.upper());
    }

    private static Episode episode(DataInputStream in) throws IOException {
        String id = text(in);
        String tag = text(in);
        long start = in.readLong();
        long last = in.readLong();
        String severity = text(in);
        long alarms = in.readLong();
        String peakId = text(in);
        long peakTime = in.readLong();
        double score = in.readDouble();
        double pValue = in.readDouble();
        String field = text(in);
        double value = in.readDouble();
        double expected = in.readDouble();
        double lower = in.readDouble();
        double upper = in.readDouble();
        if (id == null || severity == null || peakId == null || field == null) {
            throw new IOException("a text is missing");
        }
        Alarm peak =
                new Alarm(peakId, peakTime, score, pValue, field, value, expected, lower, upper);
        return new Episode(id, tag, start, last, peak, Severity.valueOf(severity), alarms);
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
        out.writeInt(text == null ? -1 : bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length > in.available()) {
            throw new IOException("a text of " + length + " bytes");
        }
        return length < 0 ? null : new String(in.readNBytes(length), UTF_8);
    }
}
