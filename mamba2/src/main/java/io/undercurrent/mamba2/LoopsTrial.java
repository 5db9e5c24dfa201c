package io.undercurrent.mamba2;

import io.undercurrent.mamba2.FloatLoops.Shape;
import java.util.Arrays;

/** Compares a variant's {@link FloatLoops} with plain Java's, bit by bit, at sizes of all kinds. */
final class LoopsTrial {
    private static final int WIDTH = 45;

    private LoopsTrial() {}

    static boolean agree(FloatLoops loops) {
        return Arrays.deepEquals(results(loops), results(new PlainLoops()));
    }

    private static float[][] results(FloatLoops loops) {
        SplitMix64 random = new SplitMix64(3);
        float[][] a = matrix(random, 40);
        float[][] b = matrix(random, 40);
        float[][] all = matrix(random, 80);
        int at = 0;
        for (Shape shape : Shape.values()) {
            for (int form = 0; form < 3; form++) {
                loops.product(
                        new Block<>(all, at, 1),
                        new Block<>(a, 1, 2),
                        form == 1,
                        new Block<>(b, 2, 1),
                        form == 2,
                        6,
                        6,
                        37,
                        shape);
                for (int i = 0; shape == Shape.RESULT_LOWER && i < 6; i++) {
                    Arrays.fill(all[at + i], 1 + i + 1, WIDTH, 0);
                }
                at += 6;
            }
        }
        float[] x = a[0];
        float[] y = b[0];
        loops.add(all[at++], 1, x, 2, WIDTH - 3);
        loops.scale(all[at++], 1.7f, x, 1, WIDTH);
        loops.axpy(all[at++], 1.7f, x, 1, WIDTH);
        loops.multiply(all[at++], y, x, 1, WIDTH);
        loops.multiplyAdd(all[at++], y, x, 1, WIDTH);
        loops.subtract(all[at++], y, x, 1, WIDTH);
        loops.silu(all[at++], x, 1, WIDTH);
        loops.siluBackward(all[at++], x, y, 1, WIDTH);
        loops.exp(all[at++], x, 1, WIDTH);
        loops.softplus(all[at++], all[at++], x, 1, WIDTH);
        loops.max(all[at++], x, 1, WIDTH);
        loops.pinball(all[at++], y, a[1], a[2], 0.3f, 1, WIDTH);
        loops.pinballSlope(all[at++], y, a[1], a[2], 0.3f, 1, WIDTH);
        return all;
    }

    private static float[][] matrix(SplitMix64 random, int rows) {
        float[][] matrix = new float[rows][WIDTH];
        for (float[] row : matrix) {
            for (int i = 0; i < WIDTH; i++) {
                row[i] = (float) random.uniform(-3, 3);
            }
        }
        return matrix;
    }
}
