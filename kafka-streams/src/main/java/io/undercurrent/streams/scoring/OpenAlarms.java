package io.undercurrent.streams.scoring;

import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.detect.episode.EpisodeCodec;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the open episodes of one task's keys where queries read them. What decides on them is in
 * the key states.
 */
final class OpenAlarms {
    private final LatestResults status;

    /** The groups of the keys with an open episode, as named at its start; null for none. */
    private final Map<String, String> groups = new HashMap<>();

    OpenAlarms(LatestResults status) {
        this.status = status;
    }

    /** Loads the open episodes' groups from the store. */
    void load() {
        groups.clear();
        status.read(
                LatestResults.EPISODE,
                (key, bytes) -> {
                    EpisodeCodec.Open open = EpisodeCodec.decode(bytes);
                    if (open != null) {
                        groups.put(key, open.group());
                    }
                });
    }

    /** Takes a change of a key's episode. */
    void take(String key, String group, EpisodeChange change) {
        if (change.overAtOnce()) {
            return; // another episode is open
        }
        if (change.kind() == EpisodeChange.Kind.ENDED) {
            groups.remove(key);
            status.put(LatestResults.EPISODE, key, null);
            return;
        }
        if (change.kind() == EpisodeChange.Kind.STARTED) {
            groups.put(key, group);
        }
        EpisodeCodec.Open open = new EpisodeCodec.Open(change.episode(), groups.get(key));
        status.put(LatestResults.EPISODE, key, EpisodeCodec.encode(open));
    }

    /** Discards the key's episode when its key state is deleted. */
    void forget(String key) {
        groups.remove(key);
    }
}
