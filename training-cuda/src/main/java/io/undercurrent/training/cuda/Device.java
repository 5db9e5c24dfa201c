package io.undercurrent.training.cuda;

import static io.undercurrent.training.cuda.Driver.check;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;

/** One GPU with its kernels, one stream of work, and the memory that was taken from it. */
final class Device implements AutoCloseable {
    private static final int SHARED_ATTRIBUTE = 8;
    private static final int STACK_LIMIT = 0;
    private static final int SHARED_DEFAULT = 48 * 1024;
    private static final int NON_BLOCKING = 1;
    private static final int THREAD_LOCAL = 1;
    private static final int PROFILED = 10;
    private static final int NOT_READY = 600;
    private static final long POLL_NANOS = 1_000_000;

    private final FoundDevice found;
    private final long context;
    private final boolean sharing;
    private long module;
    private long stream;
    private final Map<String, Long> functions = new HashMap<>();
    private final Map<Long, Integer> sharedAllowed;
    private Map<String, Double> profile;
    private final Deque<Runnable> closing = new ArrayDeque<>();

    /**
     * Opens the GPU.
     *
     * @throws IllegalStateException if there is none, or it or its driver cannot run the kernels
     */
    Device() {
        found = FoundDevice.find();
        sharing = false;
        sharedAllowed = new HashMap<>();
        long[] handle = new long[1];
        check(
                "cuDevicePrimaryCtxRetain",
                DriverCalls.cuDevicePrimaryCtxRetain(handle, found.handle()));
        context = handle[0];
        try {
            check("cuCtxSetCurrent", DriverCalls.cuCtxSetCurrent(context));
            check("cuModuleLoadData", DriverCalls.cuModuleLoadData(handle, kernels()));
            module = handle[0];
            check("cuStreamCreate", DriverCalls.cuStreamCreate(handle, NON_BLOCKING));
            stream = handle[0];
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    private Device(Device other) {
        found = other.found;
        context = other.context;
        sharing = true;
        sharedAllowed = other.sharedAllowed;
        enter();
        long[] handle = new long[1];
        check("cuStreamCreate", DriverCalls.cuStreamCreate(handle, NON_BLOCKING));
        stream = handle[0];
        module = other.module;
    }

    /**
     * The same GPU with another stream of work; close it before this one. It has the same copy of
     * the kernels: with copies of their own, streams push each other's out of the instruction
     * caches.
     */
    Device another() {
        return new Device(this);
    }

    private static byte[] kernels() {
        try (InputStream in = Device.class.getResourceAsStream("kernels.fatbin")) {
            if (in == null) {
                throw new IllegalStateException("kernels.fatbin is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read kernels.fatbin", e);
        }
    }

    /** Name, capability and memory. */
    String name() {
        return found.name();
    }

    /** Bytes of the GPU's memory that nobody has taken. */
    long freeMemory() {
        long[] free = new long[1];
        check("cuMemGetInfo", DriverCalls.cuMemGetInfo_v2(free, new long[1]));
        return free[0];
    }

    int multiprocessors() {
        return found.multiprocessors();
    }

    /** Most shared memory of a block. */
    int sharedBytes() {
        return found.sharedBytes();
    }

    /** Makes this thread use the GPU; every method of the engine begins with it. */
    void enter() {
        check("cuCtxSetCurrent", DriverCalls.cuCtxSetCurrent(context));
    }

    /** Takes memory on the GPU. */
    long allocate(long bytes) {
        long[] address = new long[1];
        check(
                String.format(Locale.ROOT, "cuMemAlloc of %,d bytes", bytes),
                DriverCalls.cuMemAlloc_v2(address, bytes));
        return address[0];
    }

    void free(long address) {
        DriverCalls.cuMemFree_v2(address);
    }

    /** Takes memory of this machine that the GPU reads and writes directly. */
    Pointer allocateHost(long bytes) {
        long[] address = new long[1];
        check(
                String.format(Locale.ROOT, "cuMemHostAlloc of %,d bytes", bytes),
                DriverCalls.cuMemHostAlloc(address, bytes, 0));
        return new Pointer(address[0]);
    }

    void freeHost(Pointer memory) {
        DriverCalls.cuMemFreeHost(Pointer.nativeValue(memory));
    }

    void clear(long address, long bytes) {
        check("cuMemsetD8Async", DriverCalls.cuMemsetD8Async(address, (byte) 0, bytes, stream));
    }

    void upload(long to, Pointer from, long bytes) {
        check(
                "cuMemcpyHtoDAsync",
                DriverCalls.cuMemcpyHtoDAsync_v2(to, Pointer.nativeValue(from), bytes, stream));
    }

    /** Copies to the GPU and waits until it is done. */
    void uploadNow(long to, Pointer from, long bytes) {
        upload(to, from, bytes);
        await();
    }

    void download(Pointer to, long from, long bytes) {
        check(
                "cuMemcpyDtoHAsync",
                DriverCalls.cuMemcpyDtoHAsync_v2(Pointer.nativeValue(to), from, bytes, stream));
    }

    /** Copies from one place on the GPU to another. */
    void copy(long to, long from, long bytes) {
        check("cuMemcpyDtoDAsync", DriverCalls.cuMemcpyDtoDAsync_v2(to, from, bytes, stream));
    }

    /**
     * Waits until all work is done. Unlike {@link #await}, it keeps no core busy.
     *
     * @throws CancellationException if the thread is interrupted; the work goes on
     */
    void awaitIdly() {
        int code = DriverCalls.cuStreamQuery(stream);
        while (code == NOT_READY) {
            if (Thread.interrupted()) {
                throw new CancellationException("interrupted while the GPU works");
            }
            LockSupport.parkNanos(POLL_NANOS);
            code = DriverCalls.cuStreamQuery(stream);
        }
        check("cuStreamQuery", code);
    }

    /** Waits until all work is done. */
    void await() {
        check("cuStreamSynchronize", DriverCalls.cuStreamSynchronize(stream));
    }

    /** The number of blocks in each direction. */
    record Grid(int x, int y, int z) {
        Grid(long x) {
            this(Math.toIntExact(x), 1, 1);
        }
    }

    /**
     * Lets each thread have a stack of so many bytes. For a kernel that needs more than that, the
     * driver would change all stacks at each launch, and wait for everything before.
     */
    void stack(long bytes) {
        check("cuCtxSetLimit", DriverCalls.cuCtxSetLimit(STACK_LIMIT, bytes));
    }

    /** Raises what a function may take; streams of one GPU share it. */
    private void allow(String kernel, long function, int shared) {
        synchronized (sharedAllowed) {
            if (shared > sharedAllowed.getOrDefault(function, SHARED_DEFAULT)) {
                check(
                        "cuFuncSetAttribute of " + kernel,
                        DriverCalls.cuFuncSetAttribute(function, SHARED_ATTRIBUTE, shared));
                sharedAllowed.put(function, shared);
            }
        }
    }

    /**
     * Starts a kernel.
     *
     * @param arguments addresses and other longs, ints, and structs of ints as arrays, in the
     *     kernel's order
     */
    void launch(String kernel, Grid grid, int threads, int shared, Object... arguments) {
        long function = functions.computeIfAbsent(kernel, this::function);
        allow(kernel, function, shared);
        long pointers = (long) arguments.length * Long.BYTES;
        long bytes = pointers;
        for (Object argument : arguments) {
            bytes +=
                    argument instanceof int[] ints
                            ? (ints.length + 1L) * Integer.BYTES
                            : Long.BYTES;
        }
        Memory memory = new Memory(bytes);
        long at = pointers;
        for (int i = 0; i < arguments.length; i++) {
            at = (at + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
            memory.setPointer((long) i * Long.BYTES, memory.share(at));
            if (arguments[i] instanceof int[] ints) {
                memory.write(at, ints, 0, ints.length);
                at += (long) ints.length * Integer.BYTES;
            } else if (arguments[i] instanceof Integer number) {
                memory.setInt(at, number);
                at += Integer.BYTES;
            } else {
                memory.setLong(at, (Long) arguments[i]);
                at += Long.BYTES;
            }
        }
        start(kernel, function, grid, threads, shared, Pointer.nativeValue(memory));
        if (profile != null) {
            double time =
                    milliseconds(
                            () -> {
                                for (int i = 0; i < PROFILED; i++) {
                                    start(
                                            kernel,
                                            function,
                                            grid,
                                            threads,
                                            shared,
                                            Pointer.nativeValue(memory));
                                }
                            });
            profile.merge(kernel, time / PROFILED, Double::sum);
        }
        memory.close();
    }

    private void start(
            String kernel, long function, Grid grid, int threads, int shared, long arguments) {
        check(
                "cuLaunchKernel of " + kernel,
                DriverCalls.cuLaunchKernel(
                        function, grid.x(), grid.y(), grid.z(), threads, 1, 1, shared, stream,
                        arguments, 0));
    }

    /**
     * Milliseconds by kernel of what some calls start. Each kernel is repeated, so that results are
     * of no use afterwards.
     */
    Map<String, Double> profile(Runnable calls) {
        profile = new TreeMap<>();
        try {
            calls.run();
            return profile;
        } finally {
            profile = null;
        }
    }

    private long function(String kernel) {
        long[] handle = new long[1];
        check(
                "cuModuleGetFunction of " + kernel,
                DriverCalls.cuModuleGetFunction(handle, module, kernel));
        return handle[0];
    }

    /** Records what some calls start as one graph, which {@link #launch(long)} repeats. */
    long record(Runnable calls) {
        long[] graph = new long[1];
        check("cuStreamBeginCapture", DriverCalls.cuStreamBeginCapture_v2(stream, THREAD_LOCAL));
        try {
            calls.run();
        } catch (RuntimeException e) {
            if (DriverCalls.cuStreamEndCapture(stream, graph) == 0 && graph[0] != 0) {
                DriverCalls.cuGraphDestroy(graph[0]);
            }
            throw e;
        }
        check("cuStreamEndCapture", DriverCalls.cuStreamEndCapture(stream, graph));
        long[] executable = new long[1];
        int code = DriverCalls.cuGraphInstantiateWithFlags(executable, graph[0], 0);
        DriverCalls.cuGraphDestroy(graph[0]);
        check("cuGraphInstantiate", code);
        return executable[0];
    }

    void launch(long graph) {
        check("cuGraphLaunch", DriverCalls.cuGraphLaunch(graph, stream));
    }

    void freeGraph(long graph) {
        DriverCalls.cuGraphExecDestroy(graph);
    }

    /** Milliseconds that the GPU takes for some calls, as its own clock says. */
    double milliseconds(Runnable calls) {
        long[] from = new long[1];
        long[] to = new long[1];
        check("cuEventCreate", DriverCalls.cuEventCreate(from, 0));
        check("cuEventCreate", DriverCalls.cuEventCreate(to, 0));
        check("cuEventRecord", DriverCalls.cuEventRecord(from[0], stream));
        calls.run();
        check("cuEventRecord", DriverCalls.cuEventRecord(to[0], stream));
        check("cuEventSynchronize", DriverCalls.cuEventSynchronize(to[0]));
        float[] time = new float[1];
        check("cuEventElapsedTime", DriverCalls.cuEventElapsedTime(time, from[0], to[0]));
        DriverCalls.cuEventDestroy_v2(from[0]);
        DriverCalls.cuEventDestroy_v2(to[0]);
        return time[0];
    }

    /** Runs at {@link #close}, last added first. */
    void whenClosed(Runnable free) {
        closing.push(free);
    }

    /** Gives everything back; errors no longer matter. */
    @Override
    public void close() {
        DriverCalls.cuCtxSetCurrent(context);
        if (stream != 0) {
            DriverCalls.cuStreamSynchronize(stream);
        }
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
        if (stream != 0) {
            DriverCalls.cuStreamDestroy_v2(stream);
            stream = 0;
        }
        if (sharing) {
            return;
        }
        if (module != 0) {
            DriverCalls.cuModuleUnload(module);
            module = 0;
        }
        DriverCalls.cuDevicePrimaryCtxRelease_v2(found.handle());
    }
}
