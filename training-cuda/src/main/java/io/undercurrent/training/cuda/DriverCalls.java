package io.undercurrent.training.cuda;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of NVIDIA's driver that the engine calls, with the driver's own names. Handles and
 * addresses are longs. Each returns 0 or an error.
 */
final class DriverCalls {
    private static boolean registered;

    private DriverCalls() {}

    /**
     * Binds the functions, once in a process.
     *
     * @throws UnsatisfiedLinkError if the library or one of its functions is missing
     */
    static synchronized void register(String library) {
        if (!registered) {
            Native.register(DriverCalls.class, NativeLibrary.getInstance(library));
            registered = true;
        }
    }

    static native int cuInit(int flags);

    static native int cuDriverGetVersion(int[] version);

    static native int cuDeviceGetCount(int[] count);

    static native int cuDeviceGet(int[] device, int ordinal);

    static native int cuDeviceGetName(byte[] name, int length, int device);

    static native int cuDeviceGetAttribute(int[] value, int attribute, int device);

    static native int cuDeviceTotalMem_v2(long[] bytes, int device);

    static native int cuDevicePrimaryCtxRetain(long[] context, int device);

    static native int cuDevicePrimaryCtxRelease_v2(int device);

    static native int cuCtxSetCurrent(long context);

    static native int cuCtxSetLimit(int limit, long value);

    static native int cuModuleLoadData(long[] module, byte[] image);

    static native int cuModuleUnload(long module);

    static native int cuModuleGetFunction(long[] function, long module, String name);

    static native int cuFuncSetAttribute(long function, int attribute, int value);

    static native int cuMemGetInfo_v2(long[] free, long[] total);

    static native int cuMemAlloc_v2(long[] address, long bytes);

    static native int cuMemFree_v2(long address);

    static native int cuMemHostAlloc(long[] address, long bytes, int flags);

    static native int cuMemFreeHost(long address);

    static native int cuMemcpyHtoDAsync_v2(long to, long from, long bytes, long stream);

    static native int cuMemcpyDtoHAsync_v2(long to, long from, long bytes, long stream);

    static native int cuMemcpyDtoDAsync_v2(long to, long from, long bytes, long stream);

    static native int cuMemsetD8Async(long to, byte value, long bytes, long stream);

    static native int cuStreamCreate(long[] stream, int flags);

    static native int cuStreamDestroy_v2(long stream);

    static native int cuStreamSynchronize(long stream);

    static native int cuStreamQuery(long stream);

    static native int cuLaunchKernel(
            long function,
            int gridX,
            int gridY,
            int gridZ,
            int blockX,
            int blockY,
            int blockZ,
            int sharedBytes,
            long stream,
            long arguments,
            long extra);

    static native int cuStreamBeginCapture_v2(long stream, int mode);

    static native int cuStreamEndCapture(long stream, long[] graph);

    static native int cuGraphInstantiateWithFlags(long[] executable, long graph, long flags);

    static native int cuGraphLaunch(long executable, long stream);

    static native int cuGraphExecDestroy(long executable);

    static native int cuGraphDestroy(long graph);

    static native int cuEventCreate(long[] event, int flags);

    static native int cuEventDestroy_v2(long event);

    static native int cuEventRecord(long event, long stream);

    static native int cuEventSynchronize(long event);

    static native int cuEventElapsedTime(float[] milliseconds, long from, long to);

    static native int cuGetErrorString(int error, long[] text);
}
