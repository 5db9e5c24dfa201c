package io.undercurrent.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendCheckTest {
    /** A GPU that is not there. */
    private static Backend gpu(String device, int major, int minor) {
        return new Backend() {
            @Override
            public String name() {
                return "JCublasBackend";
            }

            @Override
            public boolean cuda() {
                return true;
            }

            @Override
            public String device() {
                return device;
            }

            @Override
            public int[] capability() {
                return new int[] {major, minor};
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"Tesla K80,3,7", "A100,8,0", "RTX 3090,8,6", "L4,8,9"})
    void aGpuThatTheBuildKnowsIsDescribed(String device, int major, int minor) {
        assertThat(BackendCheck.describe(gpu(device, major, minor), 2))
                .isEqualTo(
                        "dl4j, backend JCublasBackend, device %s, compute capability %d.%d",
                        device, major, minor);
    }

    @ParameterizedTest
    @CsvSource({"H100,9,0", "B200,10,0", "RTX 5090,12,0", "Tesla K40,3,5"})
    void anotherIsRefusedWithTheReasonAndTheEngineToUse(String device, int major, int minor) {
        Backend gpu = gpu(device, major, minor);
        assertThatThrownBy(() -> BackendCheck.describe(gpu, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        String.format(
                                Locale.ROOT,
                                "device %s, compute capability %d.%d",
                                device,
                                major,
                                minor))
                .hasMessageContaining("machine code for 3.7 to 8.9 only")
                .hasMessageContaining("use engine java");
    }

    @Test
    void theProcessorOfTheseTestsIsFound() {
        assertThat(BackendCheck.describe(new FoundBackend(), 2))
                .startsWith("dl4j, backend CpuBackend, device ")
                .endsWith("no compute capability (no GPU), 2 threads");
    }
}
