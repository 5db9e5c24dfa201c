package io.undercurrent.training.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.AdamWOptions;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.TrainingEngine;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls, lifetimes and errors, with the emulated driver. */
class DriverTest {
    private static final NetworkConfig CONFIG = Cases.all().get("plain");
    private static final Parameters<float[]> WEIGHTS = Cases.weights(CONFIG, 1);

    @BeforeEach
    void emulation() {
        Emulation.use();
    }

    @AfterEach
    void nothingStays() {
        Emulation.call("emulation_reset");
        assertThat(Emulation.alive()).isZero();
    }

    private static TrainingEngine engine() {
        return new CudaEngineProvider().create(CONFIG, WEIGHTS, AdamWOptions.defaults(), 1);
    }

    private static Batch batch(boolean fresh) {
        return Cases.batch(CONFIG, 2, 9, 1, fresh);
    }

    @Test
    void aStepIsOneGraph() {
        try (TrainingEngine engine = engine()) {
            engine.step(batch(true), 1e-3);
            List<String> first = Emulation.calls();
            assertThat(first)
                    .containsSubsequence(
                            "cudrivergetversion",
                            "cuinit",
                            "cudeviceprimaryctxretain",
                            "cumoduleloaddata",
                            "custreamcreate",
                            "custreambegincapture_v2",
                            "culaunchkernel linear_forward_tf32",
                            "culaunchkernel linear_normed_tf32",
                            "culaunchkernel conv_forward_few",
                            "culaunchkernel chunk_states_tf32",
                            "culaunchkernel pass_states",
                            "culaunchkernel chunk_outputs_tf32",
                            "culaunchkernel gate_forward",
                            "culaunchkernel quantile_loss",
                            "culaunchkernel chunk_backward_tf32",
                            "culaunchkernel collect_gradients",
                            "culaunchkernel finish_step",
                            "culaunchkernel update_weights",
                            "culaunchkernel carry_states",
                            "custreamendcapture",
                            "cugraphinstantiatewithflags",
                            "cugraphlaunch",
                            "custreamsynchronize");
            Emulation.call("emulation_reset");
            engine.step(batch(false), 1e-3);
            assertThat(Emulation.calls())
                    .containsExactly("cuctxsetcurrent", "cugraphlaunch", "custreamsynchronize");
        }
        assertThat(Emulation.calls())
                .containsSubsequence(
                        "cugraphexecdestroy",
                        "custreamdestroy_v2",
                        "cumoduleunload",
                        "cudeviceprimaryctxrelease_v2");
    }

    @Test
    void anOldDriverIsNamed() {
        Emulation.call("emulation_version", 12040);
        assertThatThrownBy(DriverTest::engine)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "engine cuda needs NVIDIA's driver 580 or later (CUDA 13.0); this one is of CUDA 12.4: update it, or use engine java");
    }

    @Test
    void aMachineWithoutGpuIsNamed() {
        Emulation.call("emulation_devices", 0);
        assertThatThrownBy(DriverTest::engine)
                .hasMessage(
                        "engine cuda found no NVIDIA GPU on this machine; engine java needs none");
    }

    @Test
    void anotherDeviceThanThereAreIsNamed() {
        System.setProperty(FoundDevice.DEVICE_PROPERTY, "3");
        try {
            assertThatThrownBy(DriverTest::engine)
                    .hasMessage("undercurrent.cuda.device=3: there are 1 GPUs, counted from 0");
        } finally {
            System.clearProperty(FoundDevice.DEVICE_PROPERTY);
        }
    }

    @Test
    void tooLargeABatchLeavesTheEngineAsItWas() {
        try (TrainingEngine engine = engine()) {
            engine.step(batch(true), 1e-3);
            Emulation.call("emulation_fail", "cuMemAlloc_v2", 5, 2);
            // The other shape's memory is given back and all is tried again.
            engine.step(Cases.batch(CONFIG, 2, 11, 1, false), 1e-3);
            Emulation.call("emulation_free", 100L);
            assertThatThrownBy(() -> engine.step(Cases.batch(CONFIG, 2, 12, 1, false), 1e-3))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("2 sequences of 12 tokens need more memory than is free")
                    .hasMessageContaining("take fewer or shorter sequences");
            Emulation.call("emulation_reset");
            engine.step(batch(false), 1e-3);
            assertThat(engine.state().steps()).isEqualTo(3);
        }
    }

    @Test
    void aLostDeviceIsNamedAndEndsTheEngine() {
        try (TrainingEngine engine = engine()) {
            engine.step(batch(true), 1e-3);
            Emulation.call("emulation_fail", "cuGraphLaunch", 0, 719);
            assertThatThrownBy(() -> engine.step(batch(false), 1e-3))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the GPU failed in cuGraphLaunch")
                    .hasMessageContaining("go on from the last checkpoint");
            assertThatThrownBy(engine::parameters).isInstanceOf(IllegalStateException.class);
            Emulation.call("emulation_reset");
        }
    }

    /** Wherever a call fails, what was taken before is given back. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cuModuleLoadData",
                "cuStreamCreate",
                "cuMemAlloc_v2",
                "cuMemHostAlloc",
                "cuMemcpyHtoDAsync_v2",
                "cuModuleGetFunction",
                "cuLaunchKernel",
                "cuStreamEndCapture",
                "cuGraphInstantiateWithFlags"
            })
    void aFailingCallLeavesNothing(String call) {
        for (int after : new int[] {0, 1, 5, 12}) {
            Emulation.call("emulation_reset");
            Emulation.call("emulation_fail", call, after, 1);
            try (TrainingEngine engine = engine()) {
                engine.step(batch(true), 1e-3);
            } catch (CudaException e) {
                assertThat(e).hasMessageContaining(call.replaceAll("(Async)?_v2|WithFlags", ""));
            }
            Emulation.call("emulation_reset");
            assertThat(Emulation.alive()).as("%s, the %dth", call, after).isZero();
        }
    }
}
