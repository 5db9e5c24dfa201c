package io.undercurrent.streams.scoring;

import io.undercurrent.detect.episode.Alarm;
import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.detect.episode.EpisodeState;
import io.undercurrent.detect.episode.EpisodeStateCodec;
import io.undercurrent.detect.episode.EpisodeTracker;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.spec.GroupPattern;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.scoring.StreamOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The episodes that keys of one task are in, for queries. Those that are open are few, so they are
 * kept in memory and an event that is no alarm costs one look into a small map, or none.
 *
 * <p>Only what is open is stored. A late alarm just before an episode that has ended therefore
 * opens one of its own, until the key's next event in time ends it.
 */
final class OpenAlarms {
    private final StoredStatus status;
    private final EpisodeTracker tracker;
    private final List<String> fields;
    private final GroupPattern pattern;
    private final Map<String, EpisodeState> open = new HashMap<>();

    OpenAlarms(StreamSpec spec, StoredStatus status) {
        this.status = status;
        tracker = new EpisodeTracker(StreamOptions.episodes(spec.episodes()));
        fields = spec.source().values();
        String regex = spec.episodes().groupPattern();
        pattern = regex == null ? null : GroupPattern.of(regex);
    }

    /** Goes on with what the store holds. */
    void load() {
        open.clear();
        status.read(
                StoredStatus.EPISODE,
                (key, bytes) -> open.put(key, EpisodeStateCodec.decode(bytes)));
    }

    /** An event was scored. */
    void scored(Incoming in, ScoreOutput out) {
        if (out.alarm) {
            EpisodeState state = open.computeIfAbsent(in.key, key -> new EpisodeState());
            // No position: within a transaction each record comes once.
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

    /** The key's memory has ended. */
    void forget(String key) {
        open.remove(key);
    }

    private void keep(String key, EpisodeState state) {
        if (state.open() == null) {
            open.remove(key);
            status.put(StoredStatus.EPISODE, key, null);
        } else {
            status.put(StoredStatus.EPISODE, key, EpisodeStateCodec.encode(state));
        }
    }

    /**
     * Who tells of episodes is the program that reads the results; here they are only looked at.
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
