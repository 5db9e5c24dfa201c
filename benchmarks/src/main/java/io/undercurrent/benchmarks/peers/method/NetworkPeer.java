package io.undercurrent.benchmarks.peers.method;

import io.undercurrent.benchmarks.peers.network.WindowNetwork;
import io.undercurrent.scorer.ScoreOutput;

/**
 * A network that reads the newest values at each event: it forecasts the next value, and an event
 * is scored by how far it lies from the forecast, in standard deviations of the window.
 */
public final class NetworkPeer implements Peer<Window> {
    private final int length;
    private final WindowNetwork network;
    private final float[] scaled;

    public NetworkPeer(int length, WindowNetwork network) {
        this.length = length;
        this.network = network;
        scaled = new float[length];
    }

    @Override
    public Window begin() {
        return new Window(length);
    }

    @Override
    public void score(Window window, long timeMicros, double value, ScoreOutput out)
            throws Exception {
        double expected = Float.isNaN(window.expected) ? value : window.expected;
        double spread = Math.max(1e-6, window.spread);
        double z = Math.abs(value - expected) / spread;
        Outputs.set(out, value, z / (1 + z), expected, spread);
        window.add(value);
        double sum = 0;
        double squares = 0;
        for (float each : window.values) {
            sum += each;
            squares += each * each;
        }
        double mean = sum / length;
        double deviation = Math.sqrt(Math.max(1e-12, squares / length - mean * mean));
        for (int i = 0; i < length; i++) {
            scaled[i] = (float) ((window.values[i] - mean) / deviation);
        }
        window.expected = (float) (mean + deviation * network.forecast(scaled));
        window.spread = (float) deviation;
    }

    @Override
    public int memory() {
        return length;
    }

    @Override
    public byte[] write(Window window) {
        return window.bytes();
    }

    @Override
    public Window read(byte[] bytes) {
        return Window.of(bytes);
    }

    @Override
    public void close() throws Exception {
        network.close();
    }
}
