package io.undercurrent.detect.episode;

import java.util.function.Consumer;

/**
 * Decides where the episodes of one key start, change and end. Its state is {@value #SIZE} 64-bit
 * integers within the key's own state, so the episodes are committed together with what made them.
 *
 * <ul>
 *   <li>An episode starts with an alarm while none is open. It goes on with each event that is as
 *       surprising as an alarm, whether or not it is one. If the alarm came too late to start an
 *       episode, the next surprising event in order starts it.
 *   <li>It ends with the key's first event that is more than the quiet period, in event time, after
 *       the last such event, once the detector would call a further surprise a new episode ({@link
 *       EpisodeEvent#isSettled}). Its end is the time of that last surprising event.
 *   <li>A late alarm belongs to the open episode if it is within the quiet period of it, and may
 *       move its start. Within the quiet period of the episode that ended last it changes nothing,
 *       because that end was already told. Elsewhere it is an episode of its own, which is over at
 *       once if another one is open.
 *   <li>If the key's clock goes back, because its newest times were wrong, an episode of those
 *       times ends, and no longer keeps others away.
 * </ul>
 *
 * <p>An event that is not surprising while no episode is open costs one comparison and changes
 * nothing.
 */
public final class KeyEpisode {
    private static final int ALARMS = 0;
    private static final int REVISION = 1;

    /** Source partition of the first alarm. */
    private static final int PARTITION = 2;

    private static final int OFFSET = 3;
    private static final int START = 4;
    private static final int LAST = 5;

    /** Source partition of the peak in the upper half, its channel in the lower one. */
    private static final int PEAK_PLACE = 6;

    private static final int PEAK_OFFSET = 7;
    private static final int PEAK_TIME = 8;

    /** Score, p-value, value, expected, lower and upper, as the bits of doubles. */
    private static final int PEAK_NUMBERS = 9;

    private static final int NUMBERS = 6;

    /** Time of the first and the last surprising event of the episode that ended last. */
    private static final int ENDED_START = PEAK_NUMBERS + NUMBERS;

    private static final int ENDED_LAST = ENDED_START + 1;

    /** 1 if an episode has ended. */
    private static final int HAS_ENDED = ENDED_LAST + 1;

    /** 64-bit integers of state; all are 0 for a key without episodes. */
    public static final int SIZE = HAS_ENDED + 1;

    /** An event brings at most four changes: one episode ends, and late ones start and end. */
    private static final long CHANGES_AN_EVENT = 4;

    /** Gives the numbers of an event their names, which no state holds. */
    public interface Names {
        /** The id of the event that is at this place of the source. */
        String id(int partition, long offset);

        /** The name of a channel's value field; empty for -1. */
        String field(int channel);
    }

    private final EpisodeRules rules;
    private final Names names;

    /**
     * The episodes of any number of keys.
     *
     * @param rules the stream's rules
     * @param names gives events and channels their names
     */
    public KeyEpisode(EpisodeRules rules, Names names) {
        this.rules = rules;
        this.names = names;
    }

    /**
     * The source offset of the event that brought a change.
     *
     * @param revision of a change that is reported
     * @return its offset, if all events of the key come from one source partition
     */
    public static long offset(long revision) {
        return (revision - 1) / CHANGES_AN_EVENT;
    }

    /** Whether an episode is open. */
    public static boolean isOpen(long[] h, int o) {
        return h[o + ALARMS] != 0;
    }

    /**
     * Checks a state that was read.
     *
     * @param channels of one event
     * @throws IllegalArgumentException if a number cannot be
     */
    public static void check(long[] h, int o, int channels) {
        int channel = (int) h[o + PEAK_PLACE];
        boolean wrong =
                h[o + ALARMS] < 0
                        || h[o + REVISION] < 0
                        || h[o + PARTITION] < 0
                        || h[o + PARTITION] > Integer.MAX_VALUE
                        || h[o + OFFSET] < 0
                        || h[o + START] > h[o + LAST]
                        || h[o + PEAK_PLACE] < 0
                        || channel < -1
                        || channel >= channels
                        || h[o + PEAK_OFFSET] < 0
                        || h[o + ENDED_START] > h[o + ENDED_LAST]
                        || (h[o + HAS_ENDED] & ~1L) != 0
                        || !(number(h, o, 0) >= 0 && number(h, o, 0) <= 1)
                        || !(number(h, o, 1) >= 0 && number(h, o, 1) <= 1);
        if (wrong) {
            throw new IllegalArgumentException("an episode that cannot be");
        }
    }

    /**
     * Takes an event of the key, each once and in the order in which they are scored.
     *
     * @param h holds the state, at o
     * @param event the event, with the detector's judgement
     * @param changes receives what happens to the key's episodes
     */
    public void take(long[] h, int o, EpisodeEvent event, Consumer<EpisodeChange> changes) {
        if (!event.isSurprising && !isOpen(h, o)) {
            return;
        }
        h[o + REVISION] =
                Math.max(h[o + REVISION], Math.multiplyExact(CHANGES_AN_EVENT, event.offset));
        if (isOpen(h, o) && h[o + LAST] > event.newestMicros) {
            end(h, o, changes);
        }
        if (h[o + ENDED_LAST] > event.newestMicros) {
            h[o + HAS_ENDED] = 0;
        }
        boolean over = isOpen(h, o) && rules.isOver(h[o + LAST], event.timeMicros);
        if (over && (event.isAlarm || (event.isSettled && !event.isSurprising))) {
            end(h, o, changes);
        }
        if (event.isAlarm || isMissed(h, o, event)) {
            alarm(h, o, event, changes);
        } else if (event.isSurprising
                && isOpen(h, o)
                && event.timeMicros >= h[o + START] - rules.quietMicros()) {
            join(h, o, event, changes);
        }
    }

    /** Whether an event belongs to an episode whose alarm came too late to start one. */
    private boolean isMissed(long[] h, int o, EpisodeEvent event) {
        return event.isSurprising
                && !isOpen(h, o)
                && (h[o + HAS_ENDED] == 0 || rules.isOver(h[o + ENDED_LAST], event.timeMicros));
    }

    /**
     * Ends the open episode, if there is one, because the key's state is about to be deleted.
     *
     * @param h holds the state, at o
     * @param changes receives the end
     */
    public void end(long[] h, int o, Consumer<EpisodeChange> changes) {
        if (!isOpen(h, o)) {
            return;
        }
        tell(h, o, EpisodeChange.Kind.ENDED, false, changes);
        h[o + ENDED_START] = h[o + START];
        h[o + ENDED_LAST] = h[o + LAST];
        h[o + HAS_ENDED] = 1;
        h[o + ALARMS] = 0;
    }

    private void alarm(long[] h, int o, EpisodeEvent event, Consumer<EpisodeChange> changes) {
        long time = event.timeMicros;
        if (isOpen(h, o) && rules.joins(h[o + START], h[o + LAST], time)) {
            h[o + ALARMS]++;
            join(h, o, event, changes);
        } else if (h[o + HAS_ENDED] == 0
                || !rules.joins(h[o + ENDED_START], h[o + ENDED_LAST], time)) {
            if (isOpen(h, o)) {
                pass(h, o, event, changes);
            } else {
                start(h, o, event);
                tell(h, o, EpisodeChange.Kind.STARTED, false, changes);
            }
        }
    }

    /** Tells of a late episode that is over while another one is open, which stays as it is. */
    private void pass(long[] h, int o, EpisodeEvent event, Consumer<EpisodeChange> changes) {
        long[] late = new long[SIZE];
        late[REVISION] = h[o + REVISION];
        start(late, 0, event);
        tell(late, 0, EpisodeChange.Kind.STARTED, true, changes);
        tell(late, 0, EpisodeChange.Kind.ENDED, true, changes);
        h[o + REVISION] = late[REVISION];
        h[o + ENDED_START] = event.timeMicros;
        h[o + ENDED_LAST] = event.timeMicros;
        h[o + HAS_ENDED] = 1;
    }

    private static void start(long[] h, int o, EpisodeEvent event) {
        h[o + ALARMS] = 1;
        h[o + PARTITION] = event.partition;
        h[o + OFFSET] = event.offset;
        h[o + START] = event.timeMicros;
        h[o + LAST] = event.timeMicros;
        peak(h, o, event);
    }

    private static void peak(long[] h, int o, EpisodeEvent event) {
        h[o + PEAK_PLACE] =
                ((long) event.partition << Integer.SIZE) | (event.channel & 0xFFFFFFFFL);
        h[o + PEAK_OFFSET] = event.offset;
        h[o + PEAK_TIME] = event.timeMicros;
        int at = o + PEAK_NUMBERS;
        h[at] = bits(event.score);
        h[at + 1] = bits(event.pValue);
        h[at + 2] = bits(event.value);
        h[at + 3] = bits(event.expected);
        h[at + 4] = bits(event.lower);
        h[at + 5] = bits(event.upper);
    }

    private static long bits(double number) {
        return Double.doubleToLongBits(number);
    }

    private static double number(long[] h, int o, int index) {
        return Double.longBitsToDouble(h[o + PEAK_NUMBERS + index]);
    }

    private void join(long[] h, int o, EpisodeEvent event, Consumer<EpisodeChange> changes) {
        h[o + START] = Math.min(h[o + START], event.timeMicros);
        h[o + LAST] = Math.max(h[o + LAST], event.timeMicros);
        Severity before = rules.severity(number(h, o, 0));
        if (event.score > number(h, o, 0)) {
            peak(h, o, event);
        }
        boolean rose = rules.severity(number(h, o, 0)) != before;
        if (rose) {
            tell(h, o, EpisodeChange.Kind.CHANGED, false, changes);
        } else {
            changes.accept(
                    new EpisodeChange(
                            EpisodeChange.Kind.CONTINUED, h[o + REVISION], episode(h, o), false));
        }
    }

    private void tell(
            long[] h,
            int o,
            EpisodeChange.Kind kind,
            boolean overAtOnce,
            Consumer<EpisodeChange> changes) {
        h[o + REVISION]++;
        changes.accept(new EpisodeChange(kind, h[o + REVISION], episode(h, o), overAtOnce));
    }

    private Episode episode(long[] h, int o) {
        int partition = (int) (h[o + PEAK_PLACE] >> Integer.SIZE);
        int channel = (int) h[o + PEAK_PLACE];
        Alarm peak =
                new Alarm(
                        names.id(partition, h[o + PEAK_OFFSET]),
                        h[o + PEAK_TIME],
                        number(h, o, 0),
                        number(h, o, 1),
                        names.field(channel),
                        number(h, o, 2),
                        number(h, o, 3),
                        number(h, o, 4),
                        number(h, o, 5));
        return new Episode(
                names.id((int) h[o + PARTITION], h[o + OFFSET]),
                h[o + START],
                h[o + LAST],
                peak,
                rules.severity(peak.score()),
                h[o + ALARMS]);
    }
}
