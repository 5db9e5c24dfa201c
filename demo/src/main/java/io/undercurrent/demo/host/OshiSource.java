package io.undercurrent.demo.host;

import static oshi.hardware.CentralProcessor.TickType.IDLE;
import static oshi.hardware.CentralProcessor.TickType.IOWAIT;

import io.undercurrent.demo.host.HostReading.CoreTime;
import io.undercurrent.demo.host.HostReading.Traffic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.spi.SystemInfoFactory;
import oshi.spi.SystemInfoProvider;
import oshi.util.GlobalConfig;

/**
 * Reads the counters through OSHI. Disks and interfaces are listed once, then only refreshed:
 * listing them costs many times as much. A device that is plugged in later is not seen.
 */
final class OshiSource implements HostSource {
    /**
     * OSHI caches its answers for 300 ms by default, which can be longer than the time between two
     * samples.
     */
    private static final int CACHE_MILLIS = 20;

    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final List<HWDiskStore> disks;
    private final List<NetworkIF> networks;

    private OshiSource(HardwareAbstractionLayer hardware) {
        processor = hardware.getProcessor();
        memory = hardware.getMemory();
        disks = Devices.disks(hardware.getDiskStores(), HWDiskStore::getName);
        networks = Devices.networks(hardware.getNetworkIFs(false), NetworkIF::getName);
    }

    static OshiSource open() {
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, CACHE_MILLIS);
        // OSHI without native code, which Linux allows, is cheaper, and newer JVMs do not warn.
        SystemInfoProvider plain = new oshi.nativefree.SystemInfo();
        SystemInfoProvider system = plain.isAvailable() ? plain : SystemInfoFactory.create();
        return new OshiSource(system.getHardware());
    }

    @Override
    public HostReading read() {
        long nanos = System.nanoTime();
        List<CoreTime> cores =
                Arrays.stream(processor.getProcessorCpuLoadTicks())
                        .map(OshiSource::coreTime)
                        .toList();
        double memoryUsed = 100.0 * (1 - (double) memory.getAvailable() / memory.getTotal());
        Map<String, Traffic> diskBytes = new HashMap<>();
        for (HWDiskStore disk : disks) {
            if (disk.updateAttributes()) {
                diskBytes.put(
                        disk.getName(), new Traffic(disk.getReadBytes(), disk.getWriteBytes()));
            }
        }
        Map<String, Traffic> networkBytes = new HashMap<>();
        for (NetworkIF network : networks) {
            if (network.updateAttributes()) {
                networkBytes.put(
                        network.getName(),
                        new Traffic(network.getBytesRecv(), network.getBytesSent()));
            }
        }
        return new HostReading(nanos, cores, memoryUsed, diskBytes, networkBytes);
    }

    private static CoreTime coreTime(long[] ticks) {
        long idle = ticks[IDLE.getIndex()] + ticks[IOWAIT.getIndex()];
        return new CoreTime(idle, Arrays.stream(ticks).sum());
    }
}
