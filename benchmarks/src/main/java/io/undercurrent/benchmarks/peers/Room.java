package io.undercurrent.benchmarks.peers;

import io.undercurrent.benchmarks.peers.method.Contestant;
import java.util.Locale;

/**
 * Whether a number of keys fits this machine, each with a state.
 *
 * @param heap bytes at most
 * @param disk bytes that are free
 * @param most bytes of states that are run on RocksDB
 * @param seconds that states may take to be made before a run
 */
record Room(long heap, long disk, double most, double seconds) {
    /** Of the heap: the job and a checkpoint need the rest. */
    private static final double HEAP_SHARE = 0.5;

    /** A peer's state is a live object and, from the first checkpoint on, bytes too. */
    private static final double LIVE = 3;

    /** RocksDB's files, the same while they are compacted, and those of a checkpoint. */
    private static final double COPIES = 3;

    private static final double GIBIBYTE = 1 << 30;

    /**
     * What a key's state takes.
     *
     * @param bytes of it
     * @param seconds that it takes to make
     * @param live whether each is made anew, not copied
     */
    record State(int bytes, double seconds, boolean live) {}

    /** Why it does not fit; null where it does. */
    String refuses(Contestant contestant, State state, long keys) {
        double bytes = (double) state.bytes() * keys;
        boolean onHeap = contestant.backend().equals(Contestant.HEAP);
        double needed = bytes * (contestant.isOurs() ? 1 : LIVE);
        if (onHeap && needed > HEAP_SHARE * heap) {
            return words(
                    "does not fit a heap of %.1f GiB: %.1f GiB of states", (double) heap, needed);
        }
        if (!onHeap && bytes > most) {
            return words("not run: above --most-gib %.1f: %.1f GiB of states", most, bytes);
        }
        if (!onHeap && COPIES * bytes > disk) {
            return words(
                    "does not fit %.0f GiB of free disk: %.1f GiB of states", (double) disk, bytes);
        }
        double filling = keys * state.seconds();
        return state.live() && filling > seconds
                ? String.format(
                        Locale.ROOT,
                        "not run: making the states takes %,.0f s, more than %.0f",
                        filling,
                        seconds)
                : null;
    }

    private static String words(String format, double there, double needed) {
        return String.format(Locale.ROOT, format, there / GIBIBYTE, needed / GIBIBYTE);
    }
}
