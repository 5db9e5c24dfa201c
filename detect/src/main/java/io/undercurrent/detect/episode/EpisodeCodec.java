package io.undercurrent.detect.episode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Encodes a key's open episode and its group for queries, as about 200 bytes.
 *
 * <p>A version comes first. Builds that kept what decides on a key's episodes here, and not in the
 * key's own state, wrote it before the episode. Zeros stand there now. What those builds called
 * open is read as none, because nothing would end it.
 */
public final class EpisodeCodec {
    /** The version that is written. */
    public static final int VERSION = 1;

    /** Bytes of the clock before the revision, and of the last episode behind it. */
    private static final int CLOCK = Long.BYTES;

    private static final int ENDED = 2 * Long.BYTES + 1;

    /** Bytes of one entry of counted offsets by partition. */
    private static final int COUNTED = Integer.BYTES + Long.BYTES;

    private EpisodeCodec() {}

    /**
     * An open episode and its group.
     *
     * @param episode the episode
     * @param group the key's group; null if it has none
     */
    public record Open(Episode episode, String group) {}

    /**
     * Encodes an episode.
     *
     * @param open an open episode
     * @return a new array
     */
    public static byte[] encode(Open open) {
        return StateBytes.encode(VERSION, out -> write(out, open));
    }

    /**
     * Decodes an episode.
     *
     * @param bytes from {@link #encode}, or from an older build
     * @return the open episode; null if none is open
     * @throws IllegalArgumentException if the bytes are of a newer version or not valid
     */
    public static Open decode(byte[] bytes) {
        return StateBytes.decode("open episode", VERSION, bytes, EpisodeCodec::read);
    }

    private static void write(DataOutputStream out, Open open) throws IOException {
        out.write(new byte[CLOCK + Long.BYTES + ENDED]);
        out.writeInt(0);
        out.writeBoolean(true);
        Episode episode = open.episode();
        StateBytes.write(out, episode.id());
        StateBytes.write(out, open.group());
        out.writeLong(episode.startMicros());
        out.writeLong(episode.lastMicros());
        StateBytes.write(out, episode.severity().name());
        out.writeLong(episode.alarms());
        StateBytes.write(out, episode.peak());
    }

    private static Open read(DataInputStream in) throws IOException {
        in.skipNBytes(CLOCK);
        boolean isOfOlderBuild = in.readLong() != 0;
        in.skipNBytes(ENDED);
        int counted = in.readInt();
        if (counted < 0) {
            throw new IOException(counted + " counted partitions");
        }
        in.skipNBytes((long) counted * COUNTED);
        if (!in.readBoolean()) {
            return null;
        }
        String id = StateBytes.text(in);
        String group = StateBytes.optional(in);
        long start = in.readLong();
        long last = in.readLong();
        Severity severity = StateBytes.severity(in);
        long alarms = in.readLong();
        Alarm peak = StateBytes.alarm(in);
        Episode episode = new Episode(id, start, last, peak, severity, alarms);
        return isOfOlderBuild ? null : new Open(episode, group);
    }
}
