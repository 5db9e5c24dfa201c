package io.undercurrent.detect.episode;

/**
 * The state of one key in its group; {@link GroupTracker} changes it.
 *
 * <p>It is stored apart from the {@link GroupState}, so that the cost of a change does not depend
 * on the number of keys in the group.
 */
public final class MemberState {
    private static final int VERSION = 1;

    /** The highest revision of the key's changes that was processed; lower ones are repeats. */
    long revision;

    /** The severity of the key's episode; null while it is in none. */
    Severity open;

    /** Number of that episode's alarms that were counted. */
    long alarms;

    /** The number of the group's last episode in which the key took part. */
    long number;

    /**
     * Encodes the state: a version, then the fields.
     *
     * @return a new array of about 40 bytes
     */
    public byte[] encode() {
        return StateBytes.encode(
                VERSION,
                out -> {
                    out.writeLong(revision);
                    StateBytes.write(out, open == null ? null : open.name());
                    out.writeLong(alarms);
                    out.writeLong(number);
                });
    }

    /**
     * Decodes a state.
     *
     * @param bytes from {@link #encode}, of this version or an older one
     * @return a new state
     * @throws IllegalArgumentException if the bytes are of a newer version or not valid
     */
    public static MemberState decode(byte[] bytes) {
        return StateBytes.decode(
                "state of a group's member",
                VERSION,
                bytes,
                in -> {
                    MemberState state = new MemberState();
                    state.revision = in.readLong();
                    String severity = StateBytes.optional(in);
                    state.open = severity == null ? null : StateBytes.severity(severity);
                    state.alarms = in.readLong();
                    state.number = in.readLong();
                    return state;
                });
    }
}
