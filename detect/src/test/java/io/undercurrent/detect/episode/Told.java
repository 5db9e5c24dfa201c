package io.undercurrent.detect.episode;

import java.util.ArrayList;
import java.util.List;

/** One key under test: its rules, its state, and the changes that were told, as short texts. */
final class Told {
    static final EpisodeRules RULES = new EpisodeRules(10, 0.6, 0.75);

    private static final KeyEpisode.Names NAMES =
            new KeyEpisode.Names() {
                @Override
                public String id(int partition, long offset) {
                    return "t-" + partition + "-" + offset;
                }

                @Override
                public String field(int channel) {
                    return channel < 0 ? "" : "load";
                }
            };

    final List<EpisodeChange> changes = new ArrayList<>();
    long[] state = new long[KeyEpisode.SIZE];
    private final KeyEpisode episodes = new KeyEpisode(RULES, NAMES);
    private final EpisodeEvent event = new EpisodeEvent();
    private long offset;
    private long newest = Long.MIN_VALUE;

    /** Whether the next event's time replaces newer ones, which were wrong. */
    boolean clockGoesBack;

    static Alarm alarm(String id, long time, double score) {
        return new Alarm(id, time, score, 0.001, "load", 9, 1, 0, 2);
    }

    /** An event that does not surprise. */
    void pass(long time) {
        take(time, 0.2, false, false, true);
    }

    /** An event that does not surprise, too soon after one that did for a new episode. */
    void unsettled(long time) {
        take(time, 0.2, false, false, false);
    }

    /** An event that surprises within an open episode. */
    void surprise(long time, double score) {
        take(time, score, false, true, false);
    }

    void alarm(long time, double score) {
        take(time, score, true, true, false);
    }

    void expire() {
        episodes.end(state, 0, changes::add);
    }

    private void take(long time, double score, boolean alarm, boolean surprising, boolean settled) {
        event.partition = 3;
        event.offset = offset++;
        event.timeMicros = time;
        newest = clockGoesBack ? time : Math.max(newest, time);
        event.newestMicros = newest;
        event.isAlarm = alarm;
        event.isSurprising = surprising;
        event.isSettled = settled;
        event.score = score;
        event.pValue = 0.001;
        event.channel = 0;
        event.value = 9;
        event.expected = 1;
        event.lower = 0;
        event.upper = 2;
        episodes.take(state, 0, event, changes::add);
    }

    /** What was reported since the last call: kind, start-last, severity and number of alarms. */
    List<String> news() {
        List<String> news =
                changes.stream()
                        .filter(change -> change.kind().isReported())
                        .map(Told::text)
                        .toList();
        changes.clear();
        return news;
    }

    private static String text(EpisodeChange change) {
        Episode episode = change.episode();
        return change.kind()
                + " "
                + episode.startMicros()
                + "-"
                + episode.lastMicros()
                + " "
                + episode.severity()
                + " x"
                + episode.alarms();
    }
}
