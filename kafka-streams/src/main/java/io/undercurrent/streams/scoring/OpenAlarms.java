package io.undercurrent.streams.scoring;

import io.undercurrent.detect.episode.Alarm;
import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.detect.episode.EpisodeState;
import io.undercurrent.detect.episode.EpisodeStateCodec;
import io.undercurrent.detect.episode.EpisodeTracker;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.value.GroupPattern;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.scoring.StreamOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the open episodes of one task's keys, for queries. Few episodes are open at a time, so they
 * are kept on the heap, and an event without an alarm costs at most one lookup in a small map.
 *
 * <p>Only open episodes are stored. A late alarm from just before an ended episode therefore opens
 * a new episode, until the key's next event that is not late ends it.
 */
final class OpenAlarms {
    private final LatestResults status;
    private final EpisodeTracker tracker;
    private final List<String> fields;
    private final GroupPattern pattern;
    private final Map<String, EpisodeState> open = new HashMap<>();

    OpenAlarms(StreamSpec spec, LatestResults status) {
        this.status = status;
        tracker = new EpisodeTracker(StreamOptions.episodes(spec.episodes()));
        fields = spec.source().values();
        String regex = spec.episodes().groupPattern();
        pattern = regex == null ? null : GroupPattern.of(regex);
    }

    /** Loads the open episodes from the store. */
    void load() {
        open.clear();
        status.read(
                LatestResults.EPISODE,
                (key, bytes) -> open.put(key, EpisodeStateCodec.decode(bytes)));
    }

    /** Updates the key's episode after an event was scored. */
    void scored(Incoming in, ScoreOutput out) {
        if (out.alarm) {
            EpisodeState state = open.computeIfAbsent(in.key, key -> new EpisodeState());
            // No position is needed to detect repeats: exactly-once processing delivers each record
            // once.
            tracker.alarm(state, null, alarm(in, out), group(in), OpenAlarms::nobody);
            keep(in.key, state);
        } else if (!open.isEmpty()) {
            EpisodeState state = open.get(in.key);
            if (state != null && tracker.noAlarm(state, in.timeMicros, OpenAlarms::nobody)) {
                keep(in.key, state);
            }
        }
    }

    private String group(Incoming in) {
        return pattern == null ? in.group : pattern.group(in.key);
    }

    /** Discards the key's episode when its key state is deleted. */
    void forget(String key) {
        open.remove(key);
    }

    private void keep(String key, EpisodeState state) {
        if (state.open() == null) {
            open.remove(key);
            status.put(LatestResults.EPISODE, key, null);
        } else {
            status.put(LatestResults.EPISODE, key, EpisodeStateCodec.encode(state));
        }
    }

    /**
     * Ignores changes of episodes: the command {@code alarms} writes them, and here they are only
     * kept for queries.
     */
    private static void nobody(EpisodeChange change) {}

    private Alarm alarm(Incoming in, ScoreOutput out) {
        int c = out.channel;
        return new Alarm(
                in.id(),
                in.timeMicros,
                out.score,
                out.pValue,
                fields.get(c),
                out.values[c],
                out.expected[c],
                out.lower[c],
                out.upper[c]);
    }
}
