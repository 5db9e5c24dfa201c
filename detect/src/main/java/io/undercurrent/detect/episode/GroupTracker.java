package io.undercurrent.detect.episode;

import java.util.function.Consumer;

/**
 * Merges the episodes of a group's keys into episodes of the group.
 *
 * <ul>
 *   <li>A group's episode starts when the first of its keys enters an episode, and ends when no key
 *       is in one.
 *   <li>Its severity is the highest of the keys that are in an episode now, so it can rise and
 *       fall.
 *   <li>A key's change is processed once: a revision that is not above the key's last one is a
 *       repeat.
 * </ul>
 *
 * <p>Each key has its own clock, so a group's changes depend on the order in which its keys'
 * changes arrive; the changes of one key arrive in order. A key's episode that ended as it started
 * ({@link EpisodeChange#overAtOnce}) lies in the past; callers must not pass it.
 */
public final class GroupTracker {
    /** The most keys that an episode lists by name. */
    static final int FIRST_KEYS = 8;

    /** The most characters of those keys together, because keys may be long. */
    static final int FIRST_KEYS_CHARS = 4096;

    private GroupTracker() {}

    /**
     * Processes a change of one key.
     *
     * @param group the group's state
     * @param member the state of the key in this group
     * @param key the key
     * @param change the key's change, for which {@link EpisodeChange#overAtOnce} is false
     * @param changes receives the group's change, at most one
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
            return true; // the start of this episode went to no group or to another one
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
            return; // the key took part in this episode of the group before
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
