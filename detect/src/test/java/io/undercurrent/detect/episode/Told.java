package io.undercurrent.detect.episode;

import java.util.ArrayList;
import java.util.List;

/** One key under test: its rules, its state, and the changes that were told, as short texts. */
final class Told {
    static final EpisodeRules RULES = new EpisodeRules(10, 0.6, 0.75);

    final List<EpisodeChange> changes = new ArrayList<>();
    EpisodeState state = new EpisodeState();
    private final EpisodeTracker tracker = new EpisodeTracker(RULES);
    private long offset;

    static Alarm alarm(String id, long time, double score) {
        return new Alarm(id, time, score, 0.001, "load", 9, 1, 0, 2);
    }

    boolean pass(long time) {
        return tracker.noAlarm(state, time, changes::add);
    }

    /** The next alarm of source partition 0. */
    boolean alarm(long time, double score) {
        return alarm(0, offset++, time, score);
    }

    boolean alarm(int partition, long at, long time, double score) {
        Alarm alarm = alarm("t-" + partition + "-" + at, time, score);
        return tracker.alarm(state, new SourcePosition(partition, at), alarm, "site", changes::add);
    }

    boolean alarmWithoutPosition(long time, double score) {
        return tracker.alarm(state, null, alarm("?", time, score), null, changes::add);
    }

    /** What was told since the last call: kind, start-last, severity and number of alarms. */
    List<String> news() {
        List<String> news =
                changes.stream()
                        .map(
                                c ->
                                        c.kind()
                                                + " "
                                                + c.episode().startMicros()
                                                + "-"
                                                + c.episode().lastMicros()
                                                + " "
                                                + c.episode().severity()
                                                + " x"
                                                + c.episode().alarms())
                        .toList();
        changes.clear();
        return news;
    }
}
