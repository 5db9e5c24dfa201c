package io.undercurrent.detect.episode;

/**
 * What has to be remembered of one key in its group; {@link GroupTracker} changes it.
 *
 * <p>It lies beside the {@link GroupState} and not in it, so that a change costs the same however
 * many keys the group has.
 */
public final class MemberState {
    private static final int VERSION = 1;

    /** The highest revision of the key's changes that was taken; lower ones are repeats. */
    long revision;

    /** The severity of the key's episode; null while it is in none. */
    Severity open;

    /** How many of that episode's alarms were counted. */
    long alarms;

    /** The number of the group's episode that the key took part in last. */
    long number;

    /**
     * As bytes: a version, then the fields.
     *
     * @return bytes of their own, about 40
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
     * The state that bytes hold.
     *
     * @param bytes of {@link #encode}, of this version or an older one
     * @return a state of its own
     * @throws IllegalArgumentException where they are of a newer version, or no such bytes
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
                    state.open = severity == null ? null : Severity.valueOf(severity);
                    state.alarms = in.readLong();
                    state.number = in.readLong();
                    return state;
                });
    }
}
