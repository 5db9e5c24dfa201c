package io.undercurrent.scorer;

import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.detect.episode.EpisodeEvent;
import io.undercurrent.detect.episode.EpisodeRules;
import io.undercurrent.detect.episode.KeyEpisode;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Merges what the scorer found in a key's events into the key's episodes, whose state is in the key
 * state. Not thread-safe.
 */
public final class KeyEpisodes {
    private final KeyEpisode episodes;
    private final EpisodeEvent event = new EpisodeEvent();
    private final long[] before = new long[KeyEpisode.SIZE];
    private boolean isTaken;

    /**
     * The episodes of a stream's keys.
     *
     * @param rules the stream's rules
     * @param names gives events and channels their names
     */
    public KeyEpisodes(EpisodeRules rules, KeyEpisode.Names names) {
        episodes = new KeyEpisode(rules, names);
    }

    /**
     * Takes an event that was scored.
     *
     * @param slab the key state, changed in place
     * @param timeMicros the event's time
     * @param partition its source partition
     * @param offset its offset in it
     * @param out its result
     * @param changes receives what happens to the key's episodes
     */
    public void take(
            Slab slab,
            long timeMicros,
            int partition,
            long offset,
            ScoreOutput out,
            Consumer<EpisodeChange> changes) {
        isTaken = out.surprising || isOpen(slab);
        if (!isTaken) {
            return;
        }
        System.arraycopy(slab.header, SlabLayout.EPISODE, before, 0, KeyEpisode.SIZE);
        int c = out.channel;
        event.partition = partition;
        event.offset = offset;
        event.timeMicros = timeMicros;
        event.newestMicros = slab.lastTimeMicros();
        event.isAlarm = out.alarm;
        event.isSurprising = out.surprising;
        event.isSettled = out.settled;
        event.score = out.ownScore;
        event.pValue = out.ownPValue;
        event.channel = c;
        event.value = c < 0 ? Double.NaN : out.values[c];
        event.expected = c < 0 ? Double.NaN : out.expected[c];
        event.lower = c < 0 ? Double.NaN : out.lower[c];
        event.upper = c < 0 ? Double.NaN : out.upper[c];
        episodes.take(slab.header, SlabLayout.EPISODE, event, changes);
    }

    /**
     * Undoes the last {@link #take} of this key, because its results cannot be sent.
     *
     * @param slab the key state
     */
    public void undo(Slab slab) {
        if (isTaken) {
            System.arraycopy(before, 0, slab.header, SlabLayout.EPISODE, KeyEpisode.SIZE);
        }
    }

    /**
     * Tells the end of the open episode, if there is one, because the key state is about to be
     * deleted.
     *
     * @param slab the key state, not changed
     * @param changes receives the end
     */
    public void end(Slab slab, Consumer<EpisodeChange> changes) {
        if (isOpen(slab)) {
            System.arraycopy(slab.header, SlabLayout.EPISODE, before, 0, KeyEpisode.SIZE);
            episodes.end(before, 0, changes);
        }
    }

    /**
     * Forgets the key's episodes, so that the key state is as if nobody had been told of them.
     *
     * @param slab the key state, changed in place
     */
    public static void forget(Slab slab) {
        int at = SlabLayout.EPISODE;
        Arrays.fill(slab.header, at, at + KeyEpisode.SIZE, 0);
    }

    /**
     * Whether a key is in an episode.
     *
     * @param slab the key state
     * @return true if one is open
     */
    public static boolean isOpen(Slab slab) {
        return KeyEpisode.isOpen(slab.header, SlabLayout.EPISODE);
    }
}
