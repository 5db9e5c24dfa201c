package io.undercurrent.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every operation of SameDiff that the network uses, in the ranks and with the flags that it uses,
 * against central differences in float64: some of SameDiff's gradients are silently wrong.
 */
class OpsTest {
    private static final double STEP = 1e-6;

    /** A function of some variables. */
    private interface Function {
        SDVariable of(Ops ops, SDVariable[] x);
    }

    private static final long[] A = {3, 4};
    private static final long[] B = {4, 5};
    private static final long[] STACK_A = {2, 3, 4};
    private static final long[] STACK_B = {2, 4, 5};

    @TestFactory
    Stream<DynamicTest> gradientsAreThoseOfDifferences() {
        return Stream.of(
                test("product", (o, x) -> o.product(x[0], x[1]), A, B),
                test("product of a batch", (o, x) -> o.product(x[0], x[1]), STACK_A, STACK_B),
                test("a b^T", (o, x) -> o.productTransposed(x[0], x[1]), A, new long[] {5, 4}),
                test(
                        "a b^T of a batch",
                        (o, x) -> o.productTransposed(x[0], x[1]),
                        STACK_A,
                        new long[] {2, 5, 4}),
                test("a^T b", (o, x) -> o.transposedProduct(x[0], x[1]), A, new long[] {3, 5}),
                test(
                        "a^T b of a batch",
                        (o, x) -> o.transposedProduct(x[0], x[1]),
                        STACK_A,
                        new long[] {2, 3, 5}),
                test(
                        "outer products of a batch",
                        (o, x) -> o.product(x[0], x[1]),
                        new long[] {2, 3, 1},
                        new long[] {2, 1, 4}),
                test("repeat", (o, x) -> o.repeat(x[0], 3), new long[] {1, 4}),
                test("across", (o, x) -> o.across(x[0], 3), new long[] {4, 1}),
                test(
                        "linear",
                        (o, x) -> o.linear(x[0], x[1], x[2], 3),
                        A,
                        new long[] {2, 4},
                        new long[] {1, 2}),
                test("add", (o, x) -> x[0].add(x[1]), A, A),
                test("add a number", (o, x) -> x[0].add(0.7).mul(x[0]), A),
                test("subtract", (o, x) -> x[0].sub(x[1]), STACK_A, STACK_A),
                test("multiply", (o, x) -> x[0].mul(x[1]), A, A),
                test("a square", (o, x) -> x[0].mul(x[0]), A),
                test("negate", (o, x) -> x[0].neg(), A),
                test("exp", (o, x) -> o.sd.math().exp(x[0]), A),
                test("sqrt", (o, x) -> o.sd.math().sqrt(x[0].mul(x[0]).add(1)), A),
                test("reciprocal", (o, x) -> o.sd.math().reciprocal(x[0].mul(x[0]).add(1)), A),
                test("softplus", (o, x) -> o.sd.nn().softplus(x[0]), A),
                test("swish", (o, x) -> o.sd.nn().swish(x[0]), A),
                test("softmax", (o, x) -> o.sd.nn().softmax(x[0], 1), A),
                test("log softmax", (o, x) -> o.sd.nn().logSoftmax(x[0]), A),
                test("abs", (o, x) -> o.sd.math().abs(x[0]), A),
                test("rows", (o, x) -> o.rows(x[0], 1, 2), A),
                test("slice columns", (o, x) -> o.sd.slice(x[0], new int[] {0, 1}, 3, 2), A),
                test(
                        "slice time",
                        (o, x) -> o.sd.slice(x[0], new int[] {0, 1, 0}, 2, 2, 4),
                        STACK_A),
                test(
                        "slice channels",
                        (o, x) -> o.sd.slice(x[0], new int[] {0, 0, 1}, 2, 3, 2),
                        STACK_A),
                test(
                        "overlapping slices",
                        (o, x) ->
                                o.sd.slice(x[0], new int[] {0, 0, 0}, 2, 2, 4)
                                        .mul(o.sd.slice(x[0], new int[] {0, 1, 0}, 2, 2, 4)),
                        STACK_A),
                test("concat", (o, x) -> o.sd.concat(1, x[0], x[1]), STACK_A, new long[] {2, 1, 4}),
                test(
                        "concat channels",
                        (o, x) -> o.sd.concat(2, x[0], x[1]),
                        STACK_A,
                        new long[] {2, 3, 1}),
                test(
                        "concat with a constant",
                        (o, x) -> o.sd.concat(1, x[0], o.zeros(2, 2, 4)),
                        STACK_A),
                test("reshape", (o, x) -> x[0].reshape(6, 4), STACK_A),
                test(
                        "permute",
                        (o, x) -> x[0].permute(0, 3, 1, 2, 4).reshape(6, 4, 2),
                        new long[] {1, 2, 4, 3, 2}),
                test("norm", (o, x) -> NormGraph.rms(o, x[0], x[1], 4, 2), A, new long[] {1, 4}));
    }

    private static DynamicTest test(String name, Function function, long[]... shapes) {
        return DynamicTest.dynamicTest(name, () -> check(function, shapes));
    }

    private static void check(Function function, long[]... shapes) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Ops ops = new Ops(SameDiff.create(), DataType.DOUBLE);
        SDVariable[] x = new SDVariable[shapes.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = ops.parameter("x" + i, shapes[i]);
            fill(x[i].getArr(), random);
        }
        SDVariable y = function.of(ops, x);
        long size = y.eval().length();
        INDArray weights = Nd4j.zeros(DataType.DOUBLE, size, 1);
        fill(weights, random);
        SDVariable loss = ops.product(y.reshape(1, size), ops.sd.constant("weights", weights));
        ops.differentiate(loss);
        List<String> names = new ArrayList<>();
        for (SDVariable variable : x) {
            names.add(variable.name());
        }
        Map<String, INDArray> found =
                new LinkedHashMap<>(ops.sd.calculateGradients(Map.of(), names));
        for (SDVariable variable : x) {
            INDArray values = variable.getArr();
            for (long i = 0; i < values.length(); i++) {
                double kept = values.getDouble(i);
                values.putScalar(i, kept + STEP);
                double above = loss.eval().getDouble(0);
                values.putScalar(i, kept - STEP);
                double below = loss.eval().getDouble(0);
                values.putScalar(i, kept);
                double expected = (above - below) / (2 * STEP);
                assertThat(found.get(variable.name()).getDouble(i))
                        .as("seed %d: %s[%d]", seed, variable.name(), i)
                        .isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    /** Nothing within 0.1 of 0, where |x| has no slope. */
    private static void fill(INDArray array, Random random) {
        for (long i = 0; i < array.length(); i++) {
            double size = 0.1 + random.nextDouble();
            array.putScalar(i, random.nextBoolean() ? size : -size);
        }
    }
}
