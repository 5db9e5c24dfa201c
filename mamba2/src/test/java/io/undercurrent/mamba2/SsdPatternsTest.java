package io.undercurrent.mamba2;

import static io.undercurrent.mamba2.FormsAgainstTextbookTest.wide;
import static io.undercurrent.mamba2.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.mamba2.forms.HeadPattern;
import io.undercurrent.mamba2.forms.Packing;
import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.mamba2.forms.ScanForm;
import io.undercurrent.mamba2.forms.SsdGradients;
import io.undercurrent.mamba2.forms.SsdInputs;
import io.undercurrent.mamba2.forms.SsdOperator;
import io.undercurrent.mamba2.forms.SsdOptions;
import io.undercurrent.mamba2.forms.SsdPass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The SSD operator in every head pattern, all forms and gradients, against its definition; the
 * pattern is drawn, as are shapes, gate, gaps and initial states.
 */
class SsdPatternsTest {

    private static final Reals<double[]> R = Precision.FLOAT64;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void allFormsAndGradients(long seed) {
        RandomModels random = new RandomModels(seed);
        int heads = 6;
        HeadPattern pattern =
                List.of(
                                HeadPattern.mva(heads),
                                HeadPattern.mqa(heads),
                                HeadPattern.mka(heads),
                                HeadPattern.mha(heads),
                                HeadPattern.grouped(heads, 3),
                                new HeadPattern(heads, 2, 2, 3))
                        .get((int) (seed % 6));
        int p = random.between(1, 4);
        int n = random.between(1, 5);
        int length = random.between(1, 25);
        boolean gated = random.coin();
        SsdOptions options =
                new SsdOptions(
                        pattern,
                        p,
                        n,
                        random.between(1, 9),
                        true,
                        random.coin() ? 0 : 0.1,
                        random.coin() ? 1 : Double.POSITIVE_INFINITY);
        double[][] x = random.rows(length, pattern.xHeads() * p);
        double[][] dt = random.rows(length, heads);
        double[][] b = random.rows(length, pattern.bGroups() * n);
        double[][] c = random.rows(length, pattern.cGroups() * n);
        double[][] z = gated ? random.rows(length, heads * p) : null;
        float[] gaps = random.gapRatios(length);
        double[][] initial = random.rows(n, heads * p);
        double[] a = random.rows(1, heads)[0];
        for (int h = 0; h < heads; h++) {
            a[h] = -Math.abs(a[h]);
        }
        double[] bias = random.rows(1, heads)[0];
        double[] skip = random.rows(1, heads * p)[0];
        double[][] dy = random.rows(length, heads * p);
        double[][] dFinal = random.rows(n, heads * p);

        Scalar.Tape tape = new Scalar.Tape();
        TextbookSsd textbook = new TextbookSsd();
        textbook.pattern = pattern;
        textbook.headdim = p;
        textbook.dState = n;
        textbook.dtMin = options.dtMin();
        textbook.dtMax = options.dtMax();
        textbook.a = tape.of(a);
        textbook.dtBias = tape.of(bias);
        textbook.skip = tape.of(skip);
        Scalar[][] s0 = scalars(tape, initial);
        textbook.state = new Scalar[heads][p][n];
        for (int i = 0; i < heads * p * n; i++) {
            textbook.state[i / n / p][i / n % p][i % n] = s0[i % n][i / n];
        }
        Scalar[][] xs = scalars(tape, x);
        Scalar[][] dts = scalars(tape, dt);
        Scalar[][] bs = scalars(tape, b);
        Scalar[][] cs = scalars(tape, c);
        Scalar[][] zs = gated ? scalars(tape, z) : null;
        double[][] expected = new double[length][heads * p];
        List<Scalar> loss = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            Scalar[] y = textbook.step(xs[t], dts[t], bs[t], cs[t], gated ? zs[t] : null, gaps[t]);
            for (int i = 0; i < y.length; i++) {
                expected[t][i] = y[i].value;
                loss.add(y[i].times(dy[t][i]));
            }
        }
        double[][] expectedFinal = new double[n][heads * p];
        for (int i = 0; i < heads * p * n; i++) {
            Scalar s = textbook.state[i / n / p][i / n % p][i % n];
            expectedFinal[i % n][i / n] = s.value;
            loss.add(s.times(dFinal[i % n][i / n]));
        }
        tape.backward(tape.sum(loss));

        SsdOperator<double[]> operator = new SsdOperator<>(R, options);
        SsdInputs<double[]> in =
                new SsdInputs<>(Packing.single(length), x, dt, a, b, c)
                        .dtBias(bias)
                        .skip(skip)
                        .gate(z)
                        .gapRatios(gaps)
                        .initialStates(single(initial));
        for (ScanForm form : ScanForm.values()) {
            SsdPass<double[]> pass = operator.forward(form, in);
            assertNear(pattern + " " + form, pass.y(), expected, Near.FLOAT64);
            double[][] last = pass.finalStates().get(0);
            assertNear(pattern + " final " + form, last, expectedFinal, Near.FLOAT64);
        }
        SsdPass<double[]> pass = operator.forward(ScanForm.CHUNKED, in);
        SsdGradients<double[]> grad = operator.backward(pass, dy, single(dFinal));
        assertNear("dx", grad.x(), gradients(xs), Near.FLOAT64);
        assertNear("ddt", grad.dt(), gradients(dts), Near.FLOAT64);
        assertNear("dB", grad.b(), gradients(bs), Near.FLOAT64);
        assertNear("dC", grad.c(), gradients(cs), Near.FLOAT64);
        assertNear("dA", grad.a(), gradients(textbook.a), Near.FLOAT64);
        assertNear("ddt_bias", grad.dtBias(), gradients(textbook.dtBias), Near.FLOAT64);
        assertNear("dD", grad.skip(), gradients(textbook.skip), Near.FLOAT64);
        assertNear("dinitial", grad.initialStates().get(0), gradients(s0), Near.FLOAT64);
        if (gated) {
            assertNear("dz", grad.z(), gradients(zs), Near.FLOAT64);
        }
    }

    @Test
    void gradientsNeedTheChunkedForm() {
        SsdOptions options = new SsdOptions(HeadPattern.mva(1), 1, 1, 4, true, 0, 1);
        SsdOperator<double[]> operator = new SsdOperator<>(R, options);
        double[][] one = {{1}};
        SsdPass<double[]> pass =
                operator.forward(
                        ScanForm.RECURRENT,
                        new SsdInputs<>(Packing.single(1), one, one, new double[] {-1}, one, one));
        assertThatThrownBy(() -> operator.backward(pass, one, null))
                .hasMessageContaining("CHUNKED");
        assertThatThrownBy(() -> new HeadPattern(4, 4, 3, 1)).hasMessageContaining("divisor");
        assertThat(wide(R, pass.y())).hasDimensions(1, 1);
    }

    private static List<double[][]> single(double[][] state) {
        List<double[][]> states = new ArrayList<>();
        states.add(state);
        return states;
    }

    private static Scalar[][] scalars(Scalar.Tape tape, double[][] rows) {
        Scalar[][] scalars = new Scalar[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            scalars[t] = tape.of(rows[t]);
        }
        return scalars;
    }

    private static double[] gradients(Scalar[] scalars) {
        return List.of(scalars).stream().mapToDouble(s -> s.gradient).toArray();
    }

    private static double[][] gradients(Scalar[][] rows) {
        double[][] gradients = new double[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            gradients[t] = gradients(rows[t]);
        }
        return gradients;
    }
}
