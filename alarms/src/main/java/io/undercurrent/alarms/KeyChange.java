package io.undercurrent.alarms;

/**
 * A change of a key's episode, to be written to the episodes topic and, if the key has a group,
 * forwarded to that group.
 */
final class KeyChange {
    /** The encoded Episode record. */
    final byte[] episode;

    /** The group that the change is forwarded to, or null. */
    final String group;

    KeyChange(byte[] episode, String group) {
        this.episode = episode;
        this.group = group;
    }
}
