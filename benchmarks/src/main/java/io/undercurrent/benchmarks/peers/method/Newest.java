package io.undercurrent.benchmarks.peers.method;

import java.nio.ByteBuffer;

/** The newest events of one key, in their order. */
public final class Newest {
    private final long[] times;
    private final double[] values;
    private long added;

    public Newest(int window) {
        times = new long[window];
        values = new double[window];
    }

    public void add(long timeMicros, double value) {
        int at = (int) (added++ % times.length);
        times[at] = timeMicros;
        values[at] = value;
    }

    /** How many are kept. */
    public int size() {
        return (int) Math.min(added, times.length);
    }

    /** The time of one of them, 0 for the oldest. */
    public long time(int index) {
        return times[at(index)];
    }

    /** As {@link #time}, its value. */
    public double value(int index) {
        return values[at(index)];
    }

    private int at(int index) {
        return (int) ((added - size() + index) % times.length);
    }

    public byte[] bytes() {
        int size = size();
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + size * (Long.BYTES + Double.BYTES));
        out.putInt(times.length);
        for (int i = 0; i < size; i++) {
            out.putLong(time(i)).putDouble(value(i));
        }
        return out.array();
    }

    public static Newest of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Newest events = new Newest(in.getInt());
        while (in.hasRemaining()) {
            events.add(in.getLong(), in.getDouble());
        }
        return events;
    }
}
