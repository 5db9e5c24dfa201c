package io.undercurrent.stream.keystates;

import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.Silence;
import io.undercurrent.scorer.Slab;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reports keys that are silent, while they are.
 *
 * <p>A key is reported when its source partition's clock ({@link SilenceClocks}) is so far beyond
 * the key's newest event that its next event would raise an alarm for that, at the earliest after
 * {@value #USUAL_GAPS} usual gaps. The clock must have gone on for that long without a stop: when
 * all keys of a partition were silent, each gets its time to send again first.
 *
 * <p>Each silence is reported once. After that the key's timer is set an exact span after the
 * newest event ({@link TimerNote}), so a timer that fires knows whether the newest event is still
 * the one that was reported. It does so at growing spans, of some {@value #MOST_REPORTED_GAPS}
 * usual gaps or a sixteenth of the silence at most, until the key sends again. A key that is silent
 * again before that is reported so much later. A key with two timers loses one when the second of
 * them finds that the key was reported a moment ago.
 *
 * <p>A key may send all its events late, as a device does whose clock is behind or that sends them
 * in batches. It was reported, but when it goes on nothing was missing. So the next silence of that
 * key has to be four times as long, and so on: such a key is reported a few times and not at each
 * batch. If its events come early again, it is watched as closely as before again.
 *
 * <p>Cost: a timer is set again when it fires and not at each event. So a key costs one read of its
 * slab in {@value #USUAL_GAPS} of its usual gaps, and fewer while it is silent. Nothing here
 * changes a slab, so scores do not depend on it.
 */
final class SilenceWatch {
    static final long USUAL_GAPS = 16;

    /** When to look at a key again whose usual gap is not known yet. */
    static final long FIRST_MICROS = 60_000_000;

    /** The most usual gaps between two looks at a key that was reported. */
    private static final long MOST_REPORTED_GAPS = 256;

    private static final int MOST_LATELY = 10_000;

    /** Silences are judged from about this many events on. */
    private static final int FEWEST_EVENTS = 130;

    /** Share of the silence needed above which a key's events still come late. */
    private static final long LATE_SHARE = 256;

    private static final long MOST_MICROS = Long.MAX_VALUE / 16;

    private final Scorer scorer;
    private final SilenceClocks clocks = new SilenceClocks();

    /** The last silences reported, for keys that have two timers. */
    private final Map<String, Long> lately =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MOST_LATELY;
                }
            };

    private SilenceObserver observer = (key, silence, nowMicros) -> {};

    /** When a key's timer is to fire next, and what it remembers. */
    record Next(long millis, TimerNote note) {
        /** After a silence was reported that began at {@code since}: not before a given time. */
        static Next reported(TimerNote note, long since, long leastMillis) {
            TimerNote next = note.reported(leastMillis - since);
            return new Next(since + next.spanMillis(), next);
        }
    }

    SilenceWatch(Scorer scorer) {
        this.scorer = scorer;
    }

    void observe(SilenceObserver newObserver) {
        observer = newObserver;
    }

    SilenceClocks clocks() {
        return clocks;
    }

    /** The first look at a key, after its first event. */
    static long firstMillis(long timeMicros) {
        return millis(timeMicros) + millis(FIRST_MICROS);
    }

    /**
     * Looks at a key whose timer fired, and reports it if it is silent.
     *
     * @param slab the key state, not changed
     * @param timer what the timer remembers
     * @param timerMillis the timer's time
     * @param fired the time up to which timers fire now, in milliseconds
     * @param latest when the key's next timer has to fire for other reasons, in milliseconds
     * @return the next timer, later than {@code fired}; null if the key has another one
     */
    Next look(String key, Slab slab, TimerNote timer, long timerMillis, long fired, long latest)
            throws Exception {
        Next next = look(key, slab, timer, timerMillis, fired);
        if (next == null) {
            return null;
        }
        long millis = Math.max(fired + 1, Math.min(next.millis, latest));
        if (millis == next.millis || !next.note.isReported()) {
            return new Next(millis, next.note);
        }
        return Next.reported(next.note, next.millis - next.note.spanMillis(), millis);
    }

    private Next look(String key, Slab slab, TimerNote timer, long timerMillis, long fired)
            throws Exception {
        long newest = slab.lastTimeMicros();
        long now = clocks.of(timer.partition());
        if (now == PartitionClocks.NOT_BEGUN) {
            return unbegun(slab, timer, timerMillis, fired);
        }
        long silent = Math.max(0, now - newest);
        long behind = Math.max(0, fired - millis(now)); // timers fire by the furthest clock
        TimerNote note = timer;
        if (timer.isReported()) {
            long since = timerMillis - timer.spanMillis();
            if (since == millis(newest)) {
                return reported(slab, silent, behind, timer, fired);
            }
            boolean late = since < millis(newest) && !Scorer.isGapAfter(slab, since);
            int more = Math.min(TimerNote.MOST_PATIENCE, timer.patience() + 1);
            note = timer.unreported(late ? more : timer.patience());
        }
        long usual = Math.min(MOST_MICROS / USUAL_GAPS, slab.usualGapMicros());
        long alarm = scorer.silentMicros(slab);
        if (alarm == Silence.NEVER) {
            long young = Math.max(USUAL_GAPS, FEWEST_EVENTS - slab.events()) * usual;
            long pause = pause(silent, usual);
            long later = Math.max(newest + young, now + pause);
            return unreported(
                    Math.min(later, now + 2 * Math.max(young, pause)), behind, note, fired);
        }
        long needed = needed(Math.max(alarm, USUAL_GAPS * usual), note.patience());
        if (silent < needed / LATE_SHARE && note.patience() > 0) {
            note = note.unreported(note.patience() - 1);
        }
        long due = Math.max(newest, clocks.goesOnSince(note.partition(), needed)) + needed;
        if (now < due) {
            // A newest time that is wrong and far ahead must not end the watch.
            return unreported(Math.min(due, now + 2 * needed), behind, note, fired);
        }
        Long before = lately.put(key, newest);
        if (before != null && before == newest) {
            return null;
        }
        observer.report(key, scorer.silence(slab, silent), now);
        return reported(slab, silent, behind, note, fired);
    }

    /** How long a key has to be silent, after it was reported by mistake a few times. */
    private static long needed(long alarm, int patience) {
        int bits = 2 * patience;
        return alarm > MOST_MICROS >> bits ? MOST_MICROS : alarm << bits;
    }

    /** The partition's clock has not begun since the start: nothing is known of the key. */
    private static Next unbegun(Slab slab, TimerNote timer, long timerMillis, long fired) {
        long usual = Math.min(MOST_MICROS / USUAL_GAPS, slab.usualGapMicros());
        long millis = fired + Math.max(1, millis(pause(0, usual)));
        if (!timer.isReported()) {
            return new Next(millis, timer);
        }
        return Next.reported(timer, timerMillis - timer.spanMillis(), millis);
    }

    /** How long to leave a silent key alone that cannot be reported: longer each time. */
    private static long pause(long silent, long usual) {
        return Math.max(usual == 0 ? FIRST_MICROS : USUAL_GAPS * usual, silent / 2);
    }

    private static Next unreported(long dueMicros, long behind, TimerNote note, long fired) {
        long millis = Math.max(millis(dueMicros) + 1 + behind, fired + 1);
        return new Next(millis, note);
    }

    private static Next reported(Slab slab, long silent, long behind, TimerNote note, long fired) {
        long newest = millis(slab.lastTimeMicros());
        long usual = Math.min(MOST_MICROS / MOST_REPORTED_GAPS, slab.usualGapMicros());
        long pause = Math.min(silent / 4, MOST_REPORTED_GAPS * usual);
        long millis = Math.max(newest + millis(silent + pause) + behind, fired + 1);
        return Next.reported(note, newest, millis);
    }

    private static long millis(long micros) {
        return Math.floorDiv(micros, 1000L);
    }
}
