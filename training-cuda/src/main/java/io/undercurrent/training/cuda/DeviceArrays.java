package io.undercurrent.training.cuda;

import java.util.ArrayDeque;
import java.util.Deque;

/** Arrays on the device that live and die together. */
final class DeviceArrays implements AutoCloseable {
    private final Device device;
    private final Deque<Long> addresses = new ArrayDeque<>();
    private long bytes;

    DeviceArrays(Device device) {
        this.device = device;
    }

    /** Takes so many bytes, all 0; none is nothing, address 0. */
    long bytes(long count) {
        if (count == 0) {
            return 0;
        }
        long address = device.allocate(count);
        addresses.push(address);
        bytes += count;
        return address;
    }

    /** Takes so many floats. */
    long floats(long count) {
        return bytes(Math.multiplyExact(count, (long) Float.BYTES));
    }

    /** Bytes taken so far. */
    long total() {
        return bytes;
    }

    @Override
    public void close() {
        while (!addresses.isEmpty()) {
            device.free(addresses.pop());
        }
    }
}
