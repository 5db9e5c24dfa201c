package io.undercurrent.demo.host;

/** The keys of a sample and their units; they are Kafka keys too, so they never change. */
public final class HostKeys {
    /** Memory in use, in percent of what there is. */
    public static final String MEMORY_USED = "memory.used";

    /** Bytes a second read from disks. */
    public static final String DISK_READ = "disk.read";

    /** Bytes a second written to disks. */
    public static final String DISK_WRITE = "disk.write";

    /** Bytes a second received, without the loopback interface. */
    public static final String NET_IN = "net.in";

    /** Bytes a second sent, without the loopback interface. */
    public static final String NET_OUT = "net.out";

    private static final String CORE = "cpu";

    private HostKeys() {}

    /** Key of one logical core's load in percent, {@code cpu0} and so on. */
    public static String core(int index) {
        return CORE + index;
    }

    /** Whether a key is a core's load, that is, whether loading the cores shows in it. */
    public static boolean isCore(String key) {
        return key.startsWith(CORE);
    }

    /** Whether a key's values are percentages; the others are bytes a second. */
    public static boolean isPercent(String key) {
        return isCore(key) || key.equals(MEMORY_USED);
    }
}
