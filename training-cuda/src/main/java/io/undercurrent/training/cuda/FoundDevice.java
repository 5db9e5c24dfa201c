package io.undercurrent.training.cuda;

import static io.undercurrent.training.cuda.Driver.check;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A GPU that can run the kernels, and what the driver says about it.
 *
 * @param handle the driver's number of it
 * @param name name, capability and memory
 * @param multiprocessors their number
 * @param sharedBytes most shared memory of a block
 */
record FoundDevice(int handle, String name, int multiprocessors, int sharedBytes) {
    /** Names the GPU; counted from 0. */
    static final String DEVICE_PROPERTY = "undercurrent.cuda.device";

    private static final int MULTIPROCESSORS = 16;
    private static final int CAPABILITY_MAJOR = 75;
    private static final int CAPABILITY_MINOR = 76;
    private static final int SHARED_BYTES = 97;
    private static final int LEAST_CAPABILITY = 8;
    private static final int NAME = 256;

    /**
     * Finds the chosen GPU.
     *
     * @throws IllegalStateException if there is no driver, no GPU, or one that is too old
     */
    static FoundDevice find() {
        Driver.load();
        int ordinal = Integer.getInteger(DEVICE_PROPERTY, 0);
        int[] found = new int[1];
        check("cuDeviceGetCount", DriverCalls.cuDeviceGetCount(found));
        if (ordinal < 0 || ordinal >= found[0]) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%s=%d: there are %d GPUs, counted from 0",
                            DEVICE_PROPERTY,
                            ordinal,
                            found[0]));
        }
        check("cuDeviceGet", DriverCalls.cuDeviceGet(found, ordinal));
        int device = found[0];
        long[] bytes = new long[1];
        check("cuDeviceTotalMem", DriverCalls.cuDeviceTotalMem_v2(bytes, device));
        int major = attribute(device, CAPABILITY_MAJOR);
        String name =
                String.format(
                        Locale.ROOT,
                        "%s (capability %d.%d, %d MiB)",
                        name(device),
                        major,
                        attribute(device, CAPABILITY_MINOR),
                        bytes[0] >> 20);
        if (major < LEAST_CAPABILITY) {
            throw new IllegalStateException(
                    "engine cuda needs a GPU of capability 8.0 or later; this is " + name);
        }
        return new FoundDevice(
                device, name, attribute(device, MULTIPROCESSORS), attribute(device, SHARED_BYTES));
    }

    private static String name(int device) {
        byte[] text = new byte[NAME];
        check("cuDeviceGetName", DriverCalls.cuDeviceGetName(text, NAME, device));
        int length = 0;
        while (length < NAME && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    private static int attribute(int device, int which) {
        int[] value = new int[1];
        check("cuDeviceGetAttribute", DriverCalls.cuDeviceGetAttribute(value, which, device));
        return value[0];
    }
}
