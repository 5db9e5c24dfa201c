package io.undercurrent.alarms;

import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.detect.episode.EpisodeEvent;
import io.undercurrent.detect.episode.EpisodeRules;
import io.undercurrent.detect.episode.KeyEpisode;
import io.undercurrent.schemas.Episode;
import io.undercurrent.schemas.Wire;
import io.undercurrent.stream.record.EpisodeRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The records that a job would write of made-up events, and records as short texts. */
final class Made {
    private static final long SECOND = 1_000_000;
    private static final EpisodeRules RULES = new EpisodeRules(10 * SECOND, 0.6, 0.75);

    private static final KeyEpisode.Names NAMES =
            new KeyEpisode.Names() {
                @Override
                public String id(int partition, long offset) {
                    return "t-" + partition + "-" + offset;
                }

                @Override
                public String field(int channel) {
                    return "load";
                }
            };

    private final KeyEpisode episodes = new KeyEpisode(RULES, NAMES);
    private final Map<String, long[]> states = new HashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final Wire<Episode> wire = new Wire<>(Episode.getClassSchema());

    /** An event of a key; from a score of 0.5 on it is an alarm. */
    List<byte[]> event(String key, long offset, long seconds, double score, String group) {
        EpisodeEvent event = new EpisodeEvent();
        event.offset = offset;
        event.timeMicros = seconds * SECOND;
        event.newestMicros = newest.merge(key, event.timeMicros, Math::max);
        event.isAlarm = score >= 0.5;
        event.isSurprising = event.isAlarm;
        event.isSettled = true;
        event.score = score;
        event.pValue = 0.001;
        event.value = 9;
        event.expected = Double.NaN;
        event.lower = 1;
        event.upper = 2;
        List<byte[]> records = new ArrayList<>();
        long[] state = states.computeIfAbsent(key, k -> new long[KeyEpisode.SIZE]);
        episodes.take(state, 0, event, change -> add(records, key, group, change));
        return records;
    }

    private void add(List<byte[]> records, String key, String group, EpisodeChange change) {
        if (change.kind().isReported()) {
            records.add(wire.encode(EpisodeRecords.of(key, group, change)));
        }
    }

    Episode episode(byte[] value) {
        try {
            return wire.decode(value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Scope and key, kind, start-end, severity, number of alarms, keys open. */
    static String line(Episode e) {
        return String.format(
                Locale.ROOT,
                "%s %s %s %d-%s %s x%d open %d",
                e.getScope(),
                e.getKey(),
                e.getChange(),
                e.getStart().getEpochSecond(),
                e.getEnd() == null ? "" : e.getEnd().getEpochSecond(),
                e.getSeverity(),
                e.getAlarms(),
                e.getOpen());
    }
}
