package io.undercurrent.training.cuda;

import static io.undercurrent.training.cuda.ParameterLayout.up;

import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.Trunk;
import java.util.HashMap;
import java.util.Map;

/** The states that sequences carry from piece to piece, on the device. */
final class Carried {
    private final Device device;
    private final DeviceArrays arrays;
    private final NetworkConfig config;
    private final Map<Integer, Long> addresses = new HashMap<>();
    private int sequences;

    Carried(Device device, NetworkConfig config) {
        this.device = device;
        this.config = config;
        arrays = new DeviceArrays(device);
        device.whenClosed(arrays::close);
    }

    /**
     * Where each layer's states and tails lie, in bytes.
     *
     * @param states bytes of one layer's SSM states
     * @param tails bytes of one layer's convolution tails
     * @param layers number of layers, 0 without Mamba-2
     */
    record Layout(long states, long tails, int layers) {
        static Layout of(NetworkConfig config, int sequences) {
            if (config.trunk() != Trunk.MAMBA2) {
                return new Layout(0, 0, 0);
            }
            Mamba2Config c = config.backbone().mixer();
            return new Layout(
                    bytes(sequences, c.ssmFloats()),
                    bytes(sequences, c.convFloats()),
                    config.backbone().nLayer());
        }

        private static long bytes(int sequences, int floats) {
            return up(floats) * (long) sequences * Float.BYTES;
        }

        long statesAt(int layer) {
            return layer * (states + tails);
        }

        long tailsAt(int layer) {
            return statesAt(layer) + states;
        }

        /** All layers' floats, at least 4. */
        long floats() {
            return Math.max(4, layers * (states + tails) / Float.BYTES);
        }
    }

    /** Address of the states of so many sequences; it stays the same. */
    long address(int count) {
        return addresses.computeIfAbsent(count, n -> arrays.floats(Layout.of(config, n).floats()));
    }

    /** Number of sequences of the newest pieces, 0 if there were none. */
    int sequences() {
        return sequences;
    }

    /** Remembers that pieces of so many sequences ended. */
    void ended(int count) {
        sequences = count;
    }

    /** Forgets all states. */
    void reset() {
        sequences = 0;
        addresses.forEach(
                (count, address) ->
                        device.clear(address, Layout.of(config, count).floats() * Float.BYTES));
    }
}
