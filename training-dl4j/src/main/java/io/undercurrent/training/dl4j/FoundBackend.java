package io.undercurrent.training.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.nd4j.context.Nd4jContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The backend on this process's class path, queried before class Nd4j is loaded: the initialiser of
 * Nd4j already computes, which fails on a GPU without machine code with a CUDA error that gives no
 * reason.
 */
final class FoundBackend implements Backend {
    private final Nd4jBackend backend;
    private final NativeOps ops;

    /**
     * Loads the backend's native library.
     *
     * @throws IllegalStateException if there is none, or it does not load
     */
    FoundBackend() {
        try {
            backend = Nd4jBackend.load();
            try (InputStream settings = backend.getConfigurationResource().getInputStream()) {
                Nd4jContext.getInstance().updateProperties(settings);
            }
            ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
        } catch (Nd4jBackend.NoAvailableBackendException | LinkageError e) {
            throw new IllegalStateException(
                    "engine dl4j: ND4J's backend does not load (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new UncheckedIOException("engine dl4j: ND4J's backend has no settings", e);
        }
    }

    @Override
    public String name() {
        return backend.getClass().getSimpleName();
    }

    @Override
    public boolean cuda() {
        return !backend.getEnvironment().isCPU();
    }

    @Override
    public String device() {
        return cuda()
                ? ops.getDeviceName(ops.getDevice())
                : String.format(
                        Locale.ROOT,
                        "%s with %d processors",
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors());
    }

    @Override
    public int[] capability() {
        int device = ops.getDevice();
        return cuda()
                ? new int[] {ops.getDeviceMajor(device), ops.getDeviceMinor(device)}
                : new int[] {0, 0};
    }

    /** Sets the number of native threads for the whole process. Starts ND4J. */
    void threads(int threads) {
        ops.setOmpNumThreads(threads);
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
    }
}
