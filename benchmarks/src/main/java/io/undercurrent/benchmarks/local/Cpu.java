package io.undercurrent.benchmarks.local;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * CPU time of this process at one moment, in all and by the threads' roles.
 *
 * <p>The whole includes garbage collection and the JVM's compiler, which are nobody's Java threads;
 * they are the role {@value #REST}, with whatever else has no role.
 */
public final class Cpu {
    /** What no named thread accounts for. */
    public static final String REST = "JVM (GC, compiler) and rest";

    /** What a thread's name contains, and its role; the first that fits counts. */
    private static final String[][] ROLES = {
        {"Source Data Fetcher", "Kafka consumer"},
        {"Source: events", "source: decode, key by"},
        {"kafka-producer-network", "Kafka producer"},
        {"score", "operator and sink"},
        {"AsyncOperations", "checkpoints: writing state"},
        {"pekko", "Flink's coordination"},
        {"jobmanager", "Flink's coordination"},
        {"kafka-admin-client", "this comparison's own polls"},
        {"main", "this comparison's own polls"},
    };

    private final long process;
    private final Map<String, Long> roles = new LinkedHashMap<>();

    private Cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (String[] role : ROLES) {
            roles.put(role[1], 0L);
        }
        long named = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            long nanos = thread == null ? -1 : threads.getThreadCpuTime(thread.getThreadId());
            String role = nanos < 0 ? null : role(thread.getThreadName());
            if (role != null) {
                roles.merge(role, nanos, Long::sum);
                named += nanos;
            }
        }
        process = processNanos();
        roles.put(REST, process - named);
    }

    /** As of now. */
    public static Cpu now() {
        return new Cpu();
    }

    /** CPU time of this process so far, all its threads, nanoseconds. */
    public static long processNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /**
     * CPU time of another process so far, nanoseconds, in steps of some milliseconds.
     *
     * @param process one that runs
     * @throws IllegalStateException where this machine does not tell
     */
    public static long nanosOf(Process process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        String.format(
                                                Locale.ROOT,
                                                "process %d: no CPU time is known of it",
                                                process.pid())))
                .toNanos();
    }

    private static String role(String thread) {
        for (String[] role : ROLES) {
            if (thread.contains(role[0])) {
                return role[1];
            }
        }
        return null;
    }

    /**
     * What went since an earlier moment.
     *
     * @param before the earlier one
     * @return nanoseconds
     */
    public long since(Cpu before) {
        return process - before.process;
    }

    /**
     * The same by role.
     *
     * @param before the earlier moment; its threads must still live
     * @return nanoseconds of each role, which add up to {@link #since}
     */
    public Map<String, Long> rolesSince(Cpu before) {
        Map<String, Long> spent = new LinkedHashMap<>();
        roles.forEach((role, nanos) -> spent.put(role, nanos - before.roles.get(role)));
        return spent;
    }
}
