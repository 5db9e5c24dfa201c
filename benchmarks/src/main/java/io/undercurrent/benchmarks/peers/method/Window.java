package io.undercurrent.benchmarks.peers.method;

import java.nio.ByteBuffer;

/** One key's newest values under {@link NetworkPeer}, and what the network forecast after them. */
public final class Window {
    public final float[] values;

    /** Of the next value; NaN before the first event. */
    public float expected = Float.NaN;

    /** Of the values, as they were when the forecast was made. */
    public float spread;

    /** Zeros until the window is full. */
    public Window(int length) {
        values = new float[length];
    }

    public void add(double value) {
        System.arraycopy(values, 1, values, 0, values.length - 1);
        values[values.length - 1] = (float) value;
    }

    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(Float.BYTES * (values.length + 2));
        for (float value : values) {
            out.putFloat(value);
        }
        return out.putFloat(expected).putFloat(spread).array();
    }

    public static Window of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Window window = new Window(bytes.length / Float.BYTES - 2);
        for (int i = 0; i < window.values.length; i++) {
            window.values[i] = in.getFloat();
        }
        window.expected = in.getFloat();
        window.spread = in.getFloat();
        return window;
    }
}
