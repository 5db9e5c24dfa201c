package io.undercurrent.detect.episode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Encodes a key's {@link EpisodeState} as bytes: about 50 if no episode is open, 200 if one is.
 *
 * <p>A version comes first, then the fields in the order written below.
 */
public final class EpisodeStateCodec {
    /** The version that is written; later versions must still read this one. */
    public static final int VERSION = 1;

    private EpisodeStateCodec() {}

    /**
     * The state's bytes.
     *
     * @param state any state
     * @return a new array
     */
    public static byte[] encode(EpisodeState state) {
        return StateBytes.encode(VERSION, out -> write(out, state));
    }

    /**
     * Decodes a state.
     *
     * @param bytes from {@link #encode}, of this version or an older one
     * @return a new state
     * @throws IllegalArgumentException if the bytes are of a newer version or not valid
     */
    public static EpisodeState decode(byte[] bytes) {
        return StateBytes.decode("episode state", VERSION, bytes, EpisodeStateCodec::read);
    }

    private static void write(DataOutputStream out, EpisodeState state) throws IOException {
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
        Episode open = state.open;
        out.writeBoolean(open != null);
        if (open != null) {
            StateBytes.write(out, open.id());
            StateBytes.write(out, open.tag());
            out.writeLong(open.startMicros());
            out.writeLong(open.lastMicros());
            StateBytes.write(out, open.severity().name());
            out.writeLong(open.alarms());
            StateBytes.write(out, open.peak());
        }
    }

    private static EpisodeState read(DataInputStream in) throws IOException {
        EpisodeState state = new EpisodeState();
        state.clockMicros = in.readLong();
        state.revision = in.readLong();
        state.hasEnded = in.readBoolean();
        state.endedStart = in.readLong();
        state.endedLast = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            state.counted.put(in.readInt(), in.readLong());
        }
        if (in.readBoolean()) {
            String id = StateBytes.text(in);
            String tag = StateBytes.optional(in);
            long start = in.readLong();
            long last = in.readLong();
            Severity severity = StateBytes.severity(in);
            long alarms = in.readLong();
            Alarm peak = StateBytes.alarm(in);
            state.open = new Episode(id, tag, start, last, peak, severity, alarms);
        }
        return state;
    }
}
