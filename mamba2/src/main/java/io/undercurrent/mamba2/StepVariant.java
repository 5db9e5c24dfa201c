package io.undercurrent.mamba2;

import java.util.Arrays;
import java.util.Locale;

/**
 * The implementations of the production step. They give the same bits, so a state may move from one
 * to the other; they differ only in speed.
 *
 * <p>The Vector API keeps sums in registers, while C2's own vector loops read and write them in
 * memory. It is available if the JVM was started with {@code --add-modules jdk.incubator.vector}.
 */
public enum StepVariant {
    /** Plain Java that C2 vectorises. */
    PLAIN,

    /** The Vector API, at the machine's preferred width. */
    VECTOR;

    /** Overrides the choice: {@code auto} (default), {@code plain} or {@code vector}. */
    public static final String PROPERTY = "undercurrent.step";

    private static final String AUTO = "auto";
    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_CLASS = "io.undercurrent.mamba2.VectorKernels";
    private static final String VECTOR_LOOPS = "io.undercurrent.mamba2.VectorLoops";

    /** Whether this JVM can run the variant. */
    public boolean isAvailable() {
        return this == PLAIN || Vector.KERNELS != null;
    }

    /**
     * The variant for this process, chosen once. By default this is the Vector API if it is
     * available, gave the same bits as plain Java in a trial at first use, and will be compiled by
     * C2; otherwise plain Java.
     *
     * @throws IllegalStateException if the system property {@value #PROPERTY} has an unknown value,
     *     or asks for the Vector API and it is not available
     */
    public static StepVariant chosen() {
        if (Choice.ERROR != null) {
            throw new IllegalStateException(Choice.ERROR);
        }
        return Choice.VARIANT;
    }

    /**
     * A line for the log: the chosen variant and, if the Vector API is not there or not fast, the
     * reason.
     */
    public static String choice() {
        StepVariant chosen = chosen();
        String name = chosen.name().toLowerCase(Locale.ROOT);
        if (!VECTOR.isAvailable()) {
            return name + " (" + Vector.REASON + ")";
        }
        return chosen == PLAIN && !hasOptimiser(vmInfo()) ? name + " (this JVM has no C2)" : name;
    }

    private static String vmInfo() {
        return System.getProperty("java.vm.info", "");
    }

    /**
     * Whether C2 will compile hot code. Without it ({@code -XX:TieredStopAtLevel=1}, {@code -Xint})
     * each operation of the Vector API is a call, several times slower than plain Java.
     */
    static boolean hasOptimiser(String vmInfo) {
        return !vmInfo.contains("emulated-client") && !vmInfo.contains("interpreted");
    }

    StepKernels kernels() {
        if (!isAvailable()) {
            throw new IllegalStateException(Vector.REASON);
        }
        return this == PLAIN ? new StepKernels.Plain() : Vector.KERNELS;
    }

    /**
     * The loops of whole sequences.
     *
     * @throws IllegalStateException if the variant is not available
     */
    public FloatLoops loops() {
        if (!isAvailable()) {
            throw new IllegalStateException(Vector.REASON);
        }
        return this == PLAIN ? new PlainLoops() : Vector.LOOPS;
    }

    static StepVariant choose(String wanted) {
        String name = wanted == null ? AUTO : wanted.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case AUTO -> VECTOR.isAvailable() && hasOptimiser(vmInfo()) ? VECTOR : PLAIN;
            case "plain" -> PLAIN;
            case "vector" -> {
                if (!VECTOR.isAvailable()) {
                    throw new IllegalStateException(
                            String.format(Locale.ROOT, "-D%s=vector: %s", PROPERTY, Vector.REASON));
                }
                yield VECTOR;
            }
            default ->
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "-D%s=%s: allowed are auto, plain and vector",
                                    PROPERTY,
                                    wanted));
        };
    }

    /**
     * Initialised at first use. An invalid property is stored as a message: an exception thrown
     * here would be hidden in an {@link ExceptionInInitializerError}.
     */
    private static final class Choice {
        static final StepVariant VARIANT;
        static final String ERROR;

        static {
            StepVariant variant = null;
            String error = null;
            try {
                variant = choose(System.getProperty(PROPERTY));
            } catch (IllegalStateException e) {
                error = e.getMessage();
            }
            VARIANT = variant;
            ERROR = error;
        }
    }

    /**
     * Loads the classes that use the Vector API by name, because they do not load without its
     * module.
     */
    private static final class Vector {
        static final StepKernels KERNELS;
        static final FloatLoops LOOPS;
        static final String REASON;

        static {
            StepKernels kernels = null;
            FloatLoops loops = null;
            String reason = "";
            if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
                reason = "the Vector API is not there; start Java with --add-modules " + MODULE;
            } else {
                try {
                    kernels = create(VECTOR_CLASS, StepKernels.class);
                    loops = create(VECTOR_LOOPS, FloatLoops.class);
                    if (!agree(kernels) || !LoopsTrial.agree(loops)) {
                        reason = "the Vector API's results differ from plain Java's on this JVM";
                        kernels = null;
                    }
                } catch (ReflectiveOperationException | LinkageError e) {
                    reason = "the Vector API's step does not load on this JVM: " + e;
                }
            }
            KERNELS = kernels;
            LOOPS = loops;
            REASON = reason;
        }

        private static <T> T create(String name, Class<T> type)
                throws ReflectiveOperationException {
            return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
        }

        /**
         * Compares plain Java and the Vector API over two steps of three events each. The mixer's
         * sizes fill whole vectors and leave a remainder.
         */
        private static boolean agree(StepKernels vector) {
            Mamba2Config c = Mamba2Config.builder(40).headdim(20).dState(5).build();
            Parameters<float[]> p =
                    new Initialiser(1)
                            .backbone(new BackboneConfig(1, c))
                            .under(ParameterShapes.mixerPrefix(0));
            return Arrays.deepEquals(
                    trial(new MixerWeights(c, p, new StepKernels.Plain())),
                    trial(new MixerWeights(c, p, vector)));
        }

        /** The outputs and states after the trial's two steps. */
        private static float[][] trial(MixerWeights weights) {
            Mamba2Config c = weights.config;
            int n = 3;
            MixerStep step = new MixerStep(weights, n);
            SplitMix64 random = new SplitMix64(1);
            float[][] all = new float[2 * n][];
            float[][] inputs = new float[n][c.dModel()];
            for (int b = 0; b < n; b++) {
                for (int i = 0; i < c.dModel(); i++) {
                    inputs[b][i] = (float) random.uniform(-2, 2);
                }
                all[b] = new float[c.dModel()];
                all[n + b] = new float[c.convFloats() + c.ssmFloats()];
            }
            float[][] outputs = Arrays.copyOf(all, n);
            float[][] states = Arrays.copyOfRange(all, n, 2 * n);
            float[] gaps = {1, 1, 1};
            for (int t = 0; t < 2; t++) {
                step.step(n, inputs, gaps, states, new int[n], 0, c.convFloats(), outputs);
            }
            return all;
        }
    }
}
