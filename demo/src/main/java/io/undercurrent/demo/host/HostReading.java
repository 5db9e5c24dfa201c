package io.undercurrent.demo.host;

import java.util.List;
import java.util.Map;

/**
 * The operating system's counters at one moment; they only grow, so a rate follows from the
 * difference between two readings.
 *
 * @param nanos {@link System#nanoTime()} of the reading
 * @param cores time spent by each logical core
 * @param memoryUsed percent of the memory in use
 * @param disks bytes in and out per disk
 * @param networks bytes in and out per interface
 */
record HostReading(
        long nanos,
        List<CoreTime> cores,
        double memoryUsed,
        Map<String, Traffic> disks,
        Map<String, Traffic> networks) {

    /** A core's idle and total time, in the operating system's ticks. */
    record CoreTime(long idle, long total) {}

    /** Bytes that came in (read, received) and went out (written, sent). */
    record Traffic(long in, long out) {}
}
