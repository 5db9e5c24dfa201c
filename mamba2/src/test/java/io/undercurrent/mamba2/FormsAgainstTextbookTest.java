package io.undercurrent.mamba2;

import static io.undercurrent.mamba2.Near.assertNear;

import io.undercurrent.mamba2.forms.BackboneForm;
import io.undercurrent.mamba2.forms.BackbonePass;
import io.undercurrent.mamba2.forms.LayerStates;
import io.undercurrent.mamba2.forms.Packing;
import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.mamba2.forms.ScanForm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All forms of a random backbone over random packed sequences, and the gradients of every parameter
 * and input, against the textbook and its automatic differentiation.
 */
class FormsAgainstTextbookTest {

    private BackboneConfig config;
    private Parameters<double[]> parameters;
    private int[] lengths;
    private double[][] inputs;
    private float[] gaps;
    private double[][] dOut;
    private double[][] expected;
    private TextbookBackbone textbook;
    private Scalar[][] inputScalars;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112})
    void outputsAndGradients(long seed) {
        solveByTextbook(seed);
        check(Precision.FLOAT64, Near.FLOAT64, Near.FLOAT64);
        check(Precision.FLOAT32, Near.FLOAT32, Near.FLOAT32_GRADIENT);
    }

    private void solveByTextbook(long seed) {
        RandomModels random = new RandomModels(seed);
        config = random.backbone();
        parameters = random.parameters(ParameterShapes.backbone(config));
        lengths = new int[] {random.between(1, 20), random.between(0, 3), random.between(1, 9)};
        int tokens = lengths[0] + lengths[1] + lengths[2];
        inputs = random.rows(tokens, config.mixer().dModel());
        gaps = random.coin() ? random.gapRatios(tokens) : null;
        dOut = random.rows(tokens, config.mixer().dModel());

        Scalar.Tape tape = new Scalar.Tape();
        textbook = new TextbookBackbone(tape, config, parameters);
        expected = new double[tokens][];
        inputScalars = new Scalar[tokens][];
        List<Scalar> loss = new ArrayList<>();
        int t = 0;
        for (int length : lengths) {
            List<TextbookMixer.State> states = textbook.newState();
            for (int end = t + length; t < end; t++) {
                inputScalars[t] = tape.of(inputs[t]);
                Scalar[] y = textbook.step(inputScalars[t], gaps == null ? 1 : gaps[t], states);
                expected[t] = values(y);
                for (int i = 0; i < y.length; i++) {
                    loss.add(y[i].times(dOut[t][i]));
                }
            }
        }
        tape.backward(tape.sum(loss));
    }

    private <V> void check(Reals<V> r, double tolerance, double gradientTolerance) {
        String where = r.getClass().getSimpleName() + " " + config + ": ";
        Parameters<V> converted = convert(r);
        BackboneForm<V> form = new BackboneForm<>(r, config, converted);
        Packing packing = Packing.ofLengths(lengths);
        for (ScanForm scan : ScanForm.values()) {
            BackbonePass<V> pass = form.forward(scan, packing, rows(r, inputs), gaps, null);
            assertNear(where + scan, wide(r, pass.outputs()), expected, tolerance);
        }
        BackbonePass<V> pass = form.forward(ScanForm.CHUNKED, packing, rows(r, inputs), gaps, null);
        Parameters<V> gradients = Parameters.zeros(converted.shapes(), r::vector);
        List<LayerStates<V>> dInitial = new ArrayList<>();
        V[] dInputs = form.backward(pass, rows(r, dOut), null, gradients, dInitial);
        double[][] expectedInputs = new double[inputs.length][];
        for (int t = 0; t < inputs.length; t++) {
            expectedInputs[t] = gradients(inputScalars[t]);
        }
        assertNear(
                where + "gradient of inputs", wide(r, dInputs), expectedInputs, gradientTolerance);
        for (String name : gradients.names()) {
            assertNear(
                    where + "gradient of " + name,
                    wide(r, gradients.get(name)),
                    gradients(textbook.parameter(name)),
                    gradientTolerance);
        }
    }

    private <V> Parameters<V> convert(Reals<V> r) {
        Parameters<V> result = Parameters.zeros(parameters.shapes(), r::vector);
        for (String name : parameters.names()) {
            double[] source = parameters.get(name);
            for (int i = 0; i < source.length; i++) {
                r.set(result.get(name), i, source[i]);
            }
        }
        return result;
    }

    static <V> V[] rows(Reals<V> r, double[][] source) {
        V[] rows = r.matrix(source.length, source.length == 0 ? 0 : source[0].length);
        for (int t = 0; t < source.length; t++) {
            for (int i = 0; i < source[t].length; i++) {
                r.set(rows[t], i, source[t][i]);
            }
        }
        return rows;
    }

    static <V> double[][] wide(Reals<V> r, V[] rows) {
        double[][] wide = new double[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            wide[t] = wide(r, rows[t]);
        }
        return wide;
    }

    static <V> double[] wide(Reals<V> r, V row) {
        double[] wide = new double[r.length(row)];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = r.get(row, i);
        }
        return wide;
    }

    private static double[] values(Scalar[] scalars) {
        return List.of(scalars).stream().mapToDouble(s -> s.value).toArray();
    }

    private static double[] gradients(Scalar[] scalars) {
        return List.of(scalars).stream().mapToDouble(s -> s.gradient).toArray();
    }
}
