package io.undercurrent.alarms;

/** A change of a key's episode on its way to the episodes topic and, where it has one, a group. */
final class KeyChange {
    /** The encoded Episode record. */
    final byte[] episode;

    /** The group that is to know of it, or null. */
    final String group;

    KeyChange(byte[] episode, String group) {
        this.episode = episode;
        this.group = group;
    }
}
