package io.undercurrent.training.cuda;

import com.sun.jna.Pointer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Memory on the device, and of this machine for its copies, that lives and dies together. */
final class DeviceArrays implements AutoCloseable {
    private final Device device;
    private final Deque<Long> addresses = new ArrayDeque<>();
    private final Deque<Pointer> hosts = new ArrayDeque<>();
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
        device.clear(address, count);
        bytes += count;
        return address;
    }

    /** Takes so many floats. */
    long floats(long count) {
        return bytes(Math.multiplyExact(count, (long) Float.BYTES));
    }

    /** Takes so many bytes of this machine that the device reads and writes directly, all 0. */
    Pointer host(long count) {
        Pointer memory = device.allocateHost(count);
        hosts.push(memory);
        memory.clear(count);
        return memory;
    }

    /** Bytes taken on the device so far. */
    long total() {
        return bytes;
    }

    @Override
    public void close() {
        while (!addresses.isEmpty()) {
            device.free(addresses.pop());
        }
        while (!hosts.isEmpty()) {
            device.freeHost(hosts.pop());
        }
    }
}
