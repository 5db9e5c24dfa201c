package io.undercurrent.detect.episode;

import java.util.function.Consumer;

/**
 * Merges the alarms of one key into episodes.
 *
 * <ul>
 *   <li>An episode is a run of alarms whose gaps, in event time, are at most the quiet period. It
 *       ends as soon as any event of the key is more than the quiet period after its last alarm;
 *       its end is that alarm's time.
 *   <li>A late alarm belongs to the open episode if it is within the quiet period of it, and may
 *       move its start. Within the quiet period of the episode that ended last it changes nothing,
 *       because that episode's end was already reported. Otherwise it starts a new episode, which
 *       ends immediately if the key's clock is already past it.
 *   <li>An alarm is counted if its source offset is above all that were counted before. The topics
 *       of scores and of anomalies both contain every alarm in the order of the offsets. So an
 *       alarm is counted from the topic that is ahead, and not again from the other topic, a repeat
 *       or a replay from an older offset.
 * </ul>
 *
 * <p>For events in order of time, episodes do not depend on how the two topics are interleaved.
 * With late alarms they may: a late alarm that is read before the event that ends its episode
 * extends the episode.
 */
public final class EpisodeTracker {
    private final EpisodeRules rules;

    /**
     * A tracker for any number of keys.
     *
     * @param rules the stream's rules
     */
    public EpisodeTracker(EpisodeRules rules) {
        this.rules = rules;
    }

    /**
     * Processes an event that is no alarm; repeats do no harm.
     *
     * @param state the key's state
     * @param timeMicros the event's time
     * @param changes receives the changes of the key's episodes
     * @return whether the state changed
     */
    public boolean noAlarm(EpisodeState state, long timeMicros, Consumer<EpisodeChange> changes) {
        Episode open = state.open;
        if (open == null || !rules.isOver(open.lastMicros(), timeMicros)) {
            return false;
        }
        state.clockMicros = Math.max(state.clockMicros, timeMicros);
        state.open = null;
        end(state, open, false, changes);
        return true;
    }

    /**
     * Processes an alarm.
     *
     * @param state the key's state
     * @param position the source record of the alarm; null if it is not known, and then the caller
     *     must pass the alarm only once
     * @param alarm the alarm
     * @param tag attached to the episode if this alarm starts one; may be null
     * @param changes receives the changes of the key's episodes
     * @return whether the state changed; false for a repeat
     */
    public boolean alarm(
            EpisodeState state,
            SourcePosition position,
            Alarm alarm,
            String tag,
            Consumer<EpisodeChange> changes) {
        if (position != null) {
            if (state.isRepeat(position)) {
                return false;
            }
            state.counted.put(position.partition(), position.offset());
        }
        long time = alarm.timeMicros();
        noAlarm(state, time, changes);
        state.clockMicros = Math.max(state.clockMicros, time);
        Episode open = state.open;
        if (open != null && rules.joins(open.startMicros(), open.lastMicros(), time)) {
            state.open = open.with(alarm, rules);
            if (state.open.severity() != open.severity()) {
                emit(state, EpisodeChange.Kind.CHANGED, state.open, false, changes);
            }
        } else if (!state.hasEnded || !rules.joins(state.endedStart, state.endedLast, time)) {
            start(state, Episode.of(alarm, tag, rules), changes);
        }
        return true;
    }

    private void start(EpisodeState state, Episode fresh, Consumer<EpisodeChange> changes) {
        boolean over = rules.isOver(fresh.lastMicros(), state.clockMicros);
        emit(state, EpisodeChange.Kind.STARTED, fresh, over, changes);
        if (over) {
            end(state, fresh, true, changes);
        } else {
            // No episode is open here. The clock is within the quiet period of this alarm. If an
            // episode were open, the clock would also be within the quiet period of its last alarm,
            // and this alarm would have joined it.
            state.open = fresh;
        }
    }

    private static void end(
            EpisodeState state, Episode episode, boolean atOnce, Consumer<EpisodeChange> changes) {
        state.hasEnded = true;
        state.endedStart = episode.startMicros();
        state.endedLast = episode.lastMicros();
        emit(state, EpisodeChange.Kind.ENDED, episode, atOnce, changes);
    }

    private static void emit(
            EpisodeState state,
            EpisodeChange.Kind kind,
            Episode episode,
            boolean atOnce,
            Consumer<EpisodeChange> changes) {
        state.revision++;
        changes.accept(new EpisodeChange(kind, state.revision, episode, atOnce));
    }
}
