package io.undercurrent.stream.keystates;

import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Timers on the heap, which outlive the key states that they belong to as in a checkpoint. */
public final class HeapTimers implements Timers {
    private record Timer(long millis, int note, String key) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int order = Long.compare(millis, other.millis);
            order = order == 0 ? Integer.compare(note, other.note) : order;
            return order == 0 ? key.compareTo(other.key) : order;
        }
    }

    private final TreeSet<Timer> timers = new TreeSet<>();
    private KeyTimers keys;

    /** How many timers fired. */
    public int fired;

    /**
     * Gives timers that fire to these keys.
     *
     * @param newKeys replaces those from before
     */
    public void give(KeyTimers newKeys) {
        keys = newKeys;
    }

    /**
     * The number of timers of a key.
     *
     * @param key the key
     * @return how many are set
     */
    public long of(String key) {
        return timers.stream().filter(timer -> timer.key.equals(key)).count();
    }

    @Override
    public void register(String key, int note, long millis) {
        timers.add(new Timer(millis, note, key));
    }

    @Override
    public void fire(long millis, BooleanSupplier enough) throws Exception {
        while (!timers.isEmpty() && timers.first().millis <= millis) {
            Timer due = timers.pollFirst();
            fired++;
            keys.onTimer(due.key, due.note, due.millis);
            if (enough.getAsBoolean()) {
                return;
            }
        }
    }
}
