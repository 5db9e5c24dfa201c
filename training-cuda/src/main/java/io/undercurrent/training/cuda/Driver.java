package io.undercurrent.training.cuda;

import com.sun.jna.Pointer;
import java.util.Locale;

/** NVIDIA's driver: found, checked, and its errors in words. */
final class Driver {
    /** Names another library with the same functions, for tests. */
    static final String LIBRARY_PROPERTY = "undercurrent.cuda.library";

    /** The driver that CUDA 13.0, which made the kernels, asks for. */
    private static final int LEAST_VERSION = 13000;

    private static final int NO_DEVICE = 100;
    private static final int FIRST_LOST = 700;

    private Driver() {}

    /**
     * Loads the driver and checks its version.
     *
     * @throws IllegalStateException if there is none or it is too old
     */
    static void load() {
        String library = System.getProperty(LIBRARY_PROPERTY, "libcuda.so.1");
        try {
            DriverCalls.register(library);
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "engine cuda needs NVIDIA's driver, but there is no "
                            + library
                            + " on this machine; engine java needs none",
                    e);
        }
        int[] version = new int[1];
        check("cuDriverGetVersion", DriverCalls.cuDriverGetVersion(version));
        if (version[0] < LEAST_VERSION) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "engine cuda needs NVIDIA's driver 580 or later (CUDA 13.0); this one is of CUDA %d.%d: update it, or use engine java",
                            version[0] / 1000,
                            version[0] % 1000 / 10));
        }
        int code = DriverCalls.cuInit(0);
        if (code == NO_DEVICE) {
            throw new CudaException(
                    code,
                    "engine cuda found no NVIDIA GPU on this machine; engine java needs none");
        }
        check("cuInit", code);
    }

    /**
     * Throws if a call failed.
     *
     * @throws CudaException naming the call and the driver's words
     */
    static void check(String call, int code) {
        if (code == 0) {
            return;
        }
        if (code == CudaException.OUT_OF_MEMORY) {
            throw new CudaException(code, call + ": not enough memory on the device");
        }
        String text = text(code);
        throw new CudaException(
                code,
                code >= FIRST_LOST
                        ? String.format(
                                Locale.ROOT,
                                "the GPU failed in %s: %s (error %d). Nothing of this step was kept: go on from the last checkpoint, here or with another engine",
                                call,
                                text,
                                code)
                        : String.format(
                                Locale.ROOT,
                                "NVIDIA's driver refused %s: %s (error %d)",
                                call,
                                text,
                                code));
    }

    private static String text(int code) {
        long[] address = new long[1];
        return DriverCalls.cuGetErrorString(code, address) == 0 && address[0] != 0
                ? new Pointer(address[0]).getString(0)
                : "unknown";
    }
}
