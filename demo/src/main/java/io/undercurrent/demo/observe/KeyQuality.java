package io.undercurrent.demo.observe;

import io.undercurrent.demo.generate.Label;
import io.undercurrent.detect.episode.EpisodeRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * One key's part of {@link Quality}. Episodes end by the rule of {@code alarms} ({@link
 * EpisodeRules#isOver}); there is no tracker, because an event older than its key's newest does not
 * count here, and an episode is judged without being reported.
 */
final class KeyQuality {
    private static final long NONE = Long.MIN_VALUE;

    /** A disturbance that is not judged yet. */
    private static final class Span {
        final String id;
        final long start;
        long end = Long.MAX_VALUE;
        boolean told;
        long firstAlarm = NONE;

        Span(Label label) {
            id = label.id();
            start = label.startMicros();
        }
    }

    private final long grace;
    private final EpisodeRules rules;
    private final List<Span> spans = new ArrayList<>();
    private final ArrayDeque<Long> alarms = new ArrayDeque<>();
    private long first = NONE;
    private long clock = NONE;
    private int marked;
    private long markedClock = NONE;

    /**
     * The newest start of a judged disturbance: a label that comes again must not open it again.
     */
    private long judgedUntil = NONE;

    // The open alarm episode.
    private long episodeLast = NONE;
    private boolean episodeExcused;

    KeyQuality(long grace, EpisodeRules rules) {
        this.grace = grace;
        this.rules = rules;
    }

    void label(Label label) {
        if (label.startMicros() <= judgedUntil) {
            return;
        }
        Span span = null;
        for (Span known : spans) {
            if (known.id.equals(label.id())) {
                span = known;
            } else if (!known.told && known.start < label.startMicros()) {
                // The generator ended without writing this one's end; a key has one at a time.
                known.end = Math.min(known.end, label.startMicros() - 1 - grace);
            }
        }
        if (span == null) {
            span = new Span(label);
            spans.add(span);
        }
        if (label.endMicros() != null) {
            span.end = label.endMicros();
            span.told = true;
        }
    }

    void event(long time, boolean alarm) {
        if (first == NONE) {
            first = time;
        }
        if (time < clock) {
            return;
        }
        clock = time;
        if (alarm) {
            alarms.add(time);
        }
    }

    void mark() {
        marked = alarms.size();
        markedClock = clock;
    }

    void judge(Quality.Judged judged) {
        for (; marked > 0; marked--) {
            alarm(alarms.remove(), judged);
        }
        if (episodeLast != NONE && rules.isOver(episodeLast, markedClock)) {
            close(judged);
        }
        for (Iterator<Span> all = spans.iterator(); all.hasNext(); ) {
            Span span = all.next();
            if (markedClock > reach(span)) {
                if (span.told && span.start >= first) {
                    judge(span, judged);
                }
                judgedUntil = Math.max(judgedUntil, span.start);
                all.remove();
            }
        }
    }

    private void alarm(long time, Quality.Judged judged) {
        if (episodeLast != NONE && rules.isOver(episodeLast, time)) {
            close(judged);
        }
        episodeLast = time;
        for (Span span : spans) {
            if (time >= span.start && time <= reach(span)) {
                episodeExcused = true;
                span.firstAlarm = span.firstAlarm == NONE ? time : span.firstAlarm;
            }
        }
    }

    private void close(Quality.Judged judged) {
        judged.episodes++;
        judged.falseAlarms += episodeExcused ? 0 : 1;
        episodeLast = NONE;
        episodeExcused = false;
    }

    private static void judge(Span span, Quality.Judged judged) {
        judged.disturbances++;
        if (span.firstAlarm != NONE) {
            judged.detected++;
            judged.seconds.add((span.firstAlarm - span.start) / 1e6);
        }
    }

    /** The last time at which an alarm still belongs to the disturbance. */
    private long reach(Span span) {
        return span.end == Long.MAX_VALUE ? span.end : span.end + grace;
    }
}
