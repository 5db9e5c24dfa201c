package io.undercurrent.detect.episode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Encodes a {@link GroupState} as about 300 bytes: a version, then the fields in the order written
 * below.
 */
public final class GroupStateCodec {
    /** The version that is written; later versions must still read this one. */
    public static final int VERSION = 1;

    private GroupStateCodec() {}

    /**
     * The state's bytes.
     *
     * @param state any state
     * @return a new array
     */
    public static byte[] encode(GroupState state) {
        return StateBytes.encode(VERSION, out -> write(out, state));
    }

    /**
     * Decodes a state.
     *
     * @param bytes from {@link #encode}, of this version or an older one
     * @return a new state
     * @throws IllegalArgumentException if the bytes are of a newer version or not valid
     */
    public static GroupState decode(byte[] bytes) {
        return StateBytes.decode("state of a group", VERSION, bytes, GroupStateCodec::read);
    }

    private static void write(DataOutputStream out, GroupState state) throws IOException {
        out.writeLong(state.revision);
        out.writeLong(state.number);
        StateBytes.write(out, state.id);
        out.writeLong(state.startMicros);
        out.writeLong(state.lastMicros);
        out.writeBoolean(state.peak != null);
        if (state.peak != null) {
            StateBytes.write(out, state.peak);
        }
        StateBytes.write(out, state.peakKey);
        StateBytes.write(out, state.highest.name());
        out.writeLong(state.alarms);
        out.writeInt(state.members);
        out.writeInt(state.firstKeys.size());
        for (String key : state.firstKeys) {
            StateBytes.write(out, key);
        }
        out.writeInt(state.open.size());
        for (var severity : state.open.entrySet()) {
            StateBytes.write(out, severity.getKey().name());
            out.writeInt(severity.getValue());
        }
    }

    private static GroupState read(DataInputStream in) throws IOException {
        GroupState state = new GroupState();
        state.revision = in.readLong();
        state.number = in.readLong();
        state.id = StateBytes.text(in);
        state.startMicros = in.readLong();
        state.lastMicros = in.readLong();
        state.peak = in.readBoolean() ? StateBytes.alarm(in) : null;
        state.peakKey = StateBytes.text(in);
        state.highest = StateBytes.severity(in);
        state.alarms = in.readLong();
        state.members = in.readInt();
        for (int left = in.readInt(); left > 0; left--) {
            state.firstKeys.add(StateBytes.text(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            state.open.put(StateBytes.severity(in), in.readInt());
        }
        return state;
    }
}
