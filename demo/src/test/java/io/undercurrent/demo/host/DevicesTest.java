package io.undercurrent.demo.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DevicesTest {
    @Test
    void layersAboveRealDevicesAreNotCountedAgain() {
        assertThat(
                        Devices.disks(
                                List.of("/dev/dm-0", "/dev/nvme0n1", "/dev/zram0", "/dev/md127"),
                                Function.identity()))
                .containsExactly("/dev/nvme0n1");
        assertThat(
                        Devices.networks(
                                List.of("docker0", "veth12ab", "eth0", "wlan0", "br-77", "enp3s0"),
                                Function.identity()))
                .containsExactly("eth0", "wlan0", "enp3s0");
    }

    @Test
    void whereAllAreLayersTheyAreTaken() {
        assertThat(Devices.disks(List.of("/dev/dm-0"), Function.identity()))
                .containsExactly("/dev/dm-0");
        assertThat(Devices.networks(List.of(), Function.identity())).isEmpty();
    }

    @Test
    void manyDevicesAreCutToAFew() {
        List<String> many = IntStream.range(0, 100).mapToObj(i -> "eth" + i).toList();
        assertThat(Devices.networks(many, Function.identity())).hasSize(Devices.MOST);
    }
}
