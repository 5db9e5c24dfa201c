package io.undercurrent.mamba2;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * The ways in which the production step is written. They give the same bits, so a state may go from
 * one to the other; they differ in speed alone.
 *
 * <p>The Vector API keeps sums in registers where C2's own vector loops go through memory; it is
 * there where the JVM was started with {@code --add-modules jdk.incubator.vector}.
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

    /** Whether this JVM can run it. */
    public boolean isAvailable() {
        return this == PLAIN || Vector.KERNELS != null;
    }

    /**
     * The variant for this process: the Vector API where it is there and gave the same bits as
     * plain Java in a trial at start, else plain Java. Chosen once.
     *
     * @throws IllegalStateException if the system property {@value #PROPERTY} names something else,
     *     or the Vector API where it is not there
     */
    public static StepVariant chosen() {
        if (Choice.ERROR != null) {
            throw new IllegalStateException(Choice.ERROR);
        }
        return Choice.VARIANT;
    }

    /** The chosen variant and, where the Vector API is not used, why: a line for the log. */
    public static String choice() {
        StepVariant chosen = chosen();
        return chosen.name().toLowerCase(Locale.ROOT)
                + (VECTOR.isAvailable() ? "" : " (" + Vector.REASON + ")");
    }

    StepKernels kernels() {
        if (!isAvailable()) {
            throw new IllegalStateException(Vector.REASON);
        }
        return this == PLAIN ? new StepKernels.Plain() : Vector.KERNELS;
    }

    static StepVariant choose(String wanted) {
        String name = wanted == null ? AUTO : wanted.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case AUTO -> VECTOR.isAvailable() ? VECTOR : PLAIN;
            case "plain" -> PLAIN;
            case "vector" -> {
                if (!VECTOR.isAvailable()) {
                    throw new IllegalStateException(
                            "-D%s=vector: %s".formatted(PROPERTY, Vector.REASON));
                }
                yield VECTOR;
            }
            default ->
                    throw new IllegalStateException(
                            "-D%s=%s: allowed are auto, plain and vector"
                                    .formatted(PROPERTY, wanted));
        };
    }

    /** Made at the first use. A wrong property is kept as a message: thrown here, it would hide. */
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

    /** The classes of the Vector API, found by name: without its module they do not load. */
    private static final class Vector {
        static final StepKernels KERNELS;
        static final String REASON;

        static {
            StepKernels kernels = null;
            String reason = "";
            if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
                reason = "the Vector API is not there; start Java with --add-modules " + MODULE;
            } else {
                try {
                    kernels =
                            Class.forName(VECTOR_CLASS)
                                    .asSubclass(StepKernels.class)
                                    .getDeclaredConstructor()
                                    .newInstance();
                    if (!agree(kernels)) {
                        reason = "the Vector API's results differ from plain Java's on this JVM";
                        kernels = null;
                    }
                } catch (ReflectiveOperationException | LinkageError e) {
                    reason = "the Vector API's step does not load on this JVM: " + e;
                }
            }
            KERNELS = kernels;
            REASON = reason;
        }

        private static boolean agree(StepKernels vector) {
            Random random = new Random(1);
            int rows = 150;
            int columns = 21;
            float[] weight = floats(random, rows * columns);
            float[] bias = floats(random, rows);
            float[][] x = {floats(random, columns), floats(random, columns)};
            float[][] plain = new float[2][rows];
            float[][] other = new float[2][rows];
            new StepKernels.Plain().linear(weight, bias, rows).apply(2, x, plain);
            vector.linear(weight, bias, rows).apply(2, x, other);
            return Arrays.deepEquals(plain, other);
        }

        private static float[] floats(Random random, int n) {
            float[] values = new float[n];
            for (int i = 0; i < n; i++) {
                values[i] = random.nextFloat() - 0.5f;
            }
            return values;
        }
    }
}
