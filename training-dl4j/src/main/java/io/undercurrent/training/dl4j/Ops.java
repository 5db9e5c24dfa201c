package io.undercurrent.training.dl4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The few SameDiff operations that the network needs: those whose gradients agree with finite
 * differences (OpsTest), in the form that runs fastest. Nothing broadcasts: a product with a
 * constant matrix replaces it, because ND4J computes that several times faster, gradient included.
 */
final class Ops {
    /** An entry of a constant matrix. */
    interface Entry {
        double at(int row, int column);
    }

    final SameDiff sd;
    private final DataType type;
    private final Map<String, SDVariable> constants = new HashMap<>();

    /**
     * Creates operations on a graph.
     *
     * @param type FLOAT, or DOUBLE for tests
     */
    Ops(SameDiff sd, DataType type) {
        this.sd = sd;
        this.type = type;
    }

    /**
     * Builds the gradient of a loss. Suppresses the line that SameDiff prints for every operation.
     */
    void differentiate(SDVariable loss) {
        sd.setLossVariables(loss);
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        try {
            sd.createGradFunction();
        } finally {
            System.setOut(out);
        }
    }

    /** A constant matrix, created once per key and shape. */
    SDVariable constant(String key, int rows, int columns, Entry entry) {
        return constants.computeIfAbsent(
                key + "_" + rows + "x" + columns,
                name -> {
                    double[] values = new double[Math.multiplyExact(rows, columns)];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = entry.at(i / columns, i % columns);
                    }
                    return sd.constant(name, Nd4j.create(values, rows, columns).castTo(type));
                });
    }

    SDVariable ones(int rows, int columns) {
        return constant("ones", rows, columns, (i, j) -> 1);
    }

    /**
     * A matrix [blocks, blocks times size] that spreads one number over a block: row b is 1 over
     * block b.
     */
    SDVariable spread(int blocks, int size) {
        return constant("spread" + size, blocks, blocks * size, (i, j) -> j / size == i ? 1 : 0);
    }

    /** Zeros of any shape. */
    SDVariable zeros(long... shape) {
        StringBuilder name = new StringBuilder("zeros");
        for (long size : shape) {
            name.append('_').append(size);
        }
        return constants.computeIfAbsent(
                name.toString(), key -> sd.constant(key, Nd4j.zeros(type, shape)));
    }

    SDVariable input(String name, long... shape) {
        return sd.placeHolder(name, type, shape);
    }

    /** A parameter, for which the graph computes a gradient. */
    SDVariable parameter(String name, long... shape) {
        return sd.var(name, Nd4j.zeros(type, shape));
    }

    /** Creates an array in this graph's precision; ND4J copies the numbers. */
    INDArray array(float[] values, long... shape) {
        INDArray array = Nd4j.create(values, shape, 'c');
        return type == DataType.FLOAT ? array : array.castTo(type);
    }

    SDVariable product(SDVariable a, SDVariable b) {
        return sd.mmul(a, b);
    }

    /** a b^T, of two matrices or of each pair in a batch of them. */
    SDVariable productTransposed(SDVariable a, SDVariable b) {
        return sd.mmul(a, b, false, true, false);
    }

    /** a^T b. */
    SDVariable transposedProduct(SDVariable a, SDVariable b) {
        return sd.mmul(a, b, true, false, false);
    }

    /** Repeats a row [1, n] m times. */
    SDVariable repeat(SDVariable row, int m) {
        return product(ones(m, 1), row);
    }

    /** Repeats a column [m, 1] n times. */
    SDVariable across(SDVariable column, int n) {
        return product(column, ones(1, n));
    }

    /** Rows [from, from + count) of a matrix. */
    SDVariable rows(SDVariable matrix, int from, int count) {
        int columns = (int) matrix.getShape()[1];
        return sd.slice(matrix, new int[] {from, 0}, count, columns);
    }

    /** x W^T + bias over m rows, with W [outputs, inputs] and bias [1, outputs] or null. */
    SDVariable linear(SDVariable x, SDVariable weight, SDVariable bias, int m) {
        SDVariable y = productTransposed(x, weight);
        return bias == null ? y : y.add(repeat(bias, m));
    }
}
