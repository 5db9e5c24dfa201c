package io.undercurrent.detect.episode;

import java.util.function.Consumer;

/**
 * Rolls the episodes of a group's keys up into episodes of the group.
 *
 * <ul>
 *   <li>A group's episode starts when the first of its keys is in one and ends when none is.
 *   <li>Its severity is the highest of the keys that are in one now, so it rises and falls.
 *   <li>A key's change is taken once: a revision that is not above the key's last is a repeat.
 * </ul>
 *
 * <p>Keys move through time independently of each other, so what a group tells depends on the order
 * in which its keys' changes arrive; of one key they arrive in order. A key's episode that was over
 * at once ({@link EpisodeChange#overAtOnce}) is news of the past and does not belong here.
 */
public final class GroupTracker {
    /** How many keys an episode names. */
    static final int FIRST_KEYS = 8;

    /** The most characters of those names together, as keys may be long. */
    static final int FIRST_KEYS_CHARS = 4096;

    private GroupTracker() {}

    /**
     * Takes a change of one key.
     *
     * @param group the group's state
     * @param member that of the key in this group
     * @param key the key
     * @param change its change, not over at once
     * @param changes receives what there is to say of the group, at most one change
     * @return whether the states changed; false for a repeat
     */
    public static boolean take(
            GroupState group,
            MemberState member,
            String key,
            EpisodeChange change,
            Consumer<GroupChange> changes) {
        if (change.revision() <= member.revision) {
            return false;
        }
        member.revision = change.revision();
        boolean ends = change.kind() == EpisodeChange.Kind.ENDED;
        if (ends && member.open == null) {
            return true; // its start went to no group, or to another one
        }
        Severity before = group.severity();
        if (before == null) {
            begin(group, key, change.episode());
        }
        if (member.open == null) {
            join(group, member, key);
        } else {
            group.open.merge(member.open, -1, Integer::sum);
        }
        member.open = ends ? null : change.episode().severity();
        if (member.open != null) {
            group.open.merge(member.open, 1, Integer::sum);
        }
        learn(group, member, key, change.episode());
        emit(group, before, changes);
        return true;
    }

    private static void begin(GroupState group, String key, Episode first) {
        group.number++;
        group.id = first.id();
        group.startMicros = first.startMicros();
        group.lastMicros = first.lastMicros();
        group.peak = first.peak();
        group.peakKey = key;
        group.highest = first.severity();
        group.alarms = 0;
        group.members = 0;
        group.firstKeys.clear();
    }

    private static void join(GroupState group, MemberState member, String key) {
        member.alarms = 0;
        if (member.number == group.number) {
            return; // again in the same episode of the group
        }
        member.number = group.number;
        group.members++;
        int chars = group.firstKeys.stream().mapToInt(String::length).sum() + key.length();
        if (group.firstKeys.size() < FIRST_KEYS && chars <= FIRST_KEYS_CHARS) {
            group.firstKeys.add(key);
        }
    }

    private static void learn(GroupState group, MemberState member, String key, Episode episode) {
        group.alarms += episode.alarms() - member.alarms;
        member.alarms = episode.alarms();
        group.startMicros = Math.min(group.startMicros, episode.startMicros());
        group.lastMicros = Math.max(group.lastMicros, episode.lastMicros());
        if (episode.peak().score() > group.peak.score()) {
            group.peak = episode.peak();
            group.peakKey = key;
        }
        if (episode.severity().compareTo(group.highest) > 0) {
            group.highest = episode.severity();
        }
    }

    private static void emit(GroupState group, Severity before, Consumer<GroupChange> changes) {
        Severity now = group.severity();
        if (now == before) {
            return;
        }
        EpisodeChange.Kind kind =
                before == null
                        ? EpisodeChange.Kind.STARTED
                        : now == null ? EpisodeChange.Kind.ENDED : EpisodeChange.Kind.CHANGED;
        group.revision++;
        changes.accept(new GroupChange(kind, group.revision, group.episode()));
    }
}
