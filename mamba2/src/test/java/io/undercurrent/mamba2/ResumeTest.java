package io.undercurrent.mamba2;

import static io.undercurrent.mamba2.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.mamba2.forms.BackboneForm;
import io.undercurrent.mamba2.forms.BackbonePass;
import io.undercurrent.mamba2.forms.LayerStates;
import io.undercurrent.mamba2.forms.Packing;
import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.mamba2.forms.ScanForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sequence may be cut anywhere: states out of one pass and into the next change nothing. */
class ResumeTest {

    private static final Reals<double[]> R = Precision.FLOAT64;
    private static final List<ScanForm> FORMS = List.of(ScanForm.values());

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214})
    void anySplitOverAnyFormsIsOnePass(long seed) {
        RandomModels random = new RandomModels(seed);
        BackboneConfig config = random.backbone();
        BackboneForm<double[]> form =
                new BackboneForm<>(R, config, random.parameters(ParameterShapes.backbone(config)));
        int length = random.between(1, 60);
        double[][] inputs = random.rows(length, config.mixer().dModel());
        float[] gaps = random.gapRatios(length);
        BackbonePass<double[]> whole =
                form.forward(ScanForm.RECURRENT, Packing.single(length), inputs, gaps, null);

        double[][] outputs = new double[length][];
        List<LayerStates<double[]>> states = null;
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + random.between(0, 20));
            ScanForm part = FORMS.get(random.between(0, 2));
            BackbonePass<double[]> pass =
                    form.forward(
                            part,
                            Packing.single(to - from),
                            Arrays.copyOfRange(inputs, from, to),
                            Arrays.copyOfRange(gaps, from, to),
                            states);
            states = pass.finalStates();
            System.arraycopy(pass.outputs(), 0, outputs, from, to - from);
            from = to;
        }
        assertNear("outputs", outputs, whole.outputs(), Near.FLOAT64);
        assertStates(states, whole.finalStates());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {301, 302, 303, 304, 305, 306, 307, 308})
    void packingIsSeparateSequences(long seed) {
        RandomModels random = new RandomModels(seed);
        BackboneConfig config = random.backbone();
        BackboneForm<double[]> form =
                new BackboneForm<>(R, config, random.parameters(ParameterShapes.backbone(config)));
        int[] lengths = new int[random.between(1, 5)];
        Arrays.setAll(lengths, i -> random.between(0, 20));
        Packing packing = Packing.ofLengths(lengths);
        double[][] inputs = random.rows(packing.tokens(), config.mixer().dModel());
        for (ScanForm scan : ScanForm.values()) {
            BackbonePass<double[]> packed = form.forward(scan, packing, inputs, null, null);
            for (int s = 0; s < lengths.length; s++) {
                BackbonePass<double[]> alone =
                        form.forward(
                                ScanForm.RECURRENT,
                                Packing.single(lengths[s]),
                                Arrays.copyOfRange(inputs, packing.start(s), packing.end(s)),
                                null,
                                null);
                double[][] part =
                        Arrays.copyOfRange(packed.outputs(), packing.start(s), packing.end(s));
                assertNear(scan + " sequence " + s, part, alone.outputs(), Near.FLOAT64);
                assertStates(only(packed.finalStates(), s), alone.finalStates());
            }
        }
    }

    /** Gradients through two passes joined by their states equal those of one pass. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {401, 402, 403, 404, 405, 406})
    void gradientsGoThroughStates(long seed) {
        RandomModels random = new RandomModels(seed);
        BackboneConfig config = random.backbone();
        Parameters<double[]> parameters = random.parameters(ParameterShapes.backbone(config));
        BackboneForm<double[]> form = new BackboneForm<>(R, config, parameters);
        int length = random.between(2, 40);
        int cut = random.between(1, length - 1);
        double[][] inputs = random.rows(length, config.mixer().dModel());
        double[][] dOut = random.rows(length, config.mixer().dModel());

        Parameters<double[]> whole = Parameters.zeros(parameters.shapes(), R::vector);
        double[][] dWhole =
                form.backward(
                        form.forward(ScanForm.CHUNKED, Packing.single(length), inputs, null, null),
                        dOut,
                        null,
                        whole,
                        null);

        BackbonePass<double[]> first =
                form.forward(
                        ScanForm.CHUNKED,
                        Packing.single(cut),
                        Arrays.copyOfRange(inputs, 0, cut),
                        null,
                        null);
        BackbonePass<double[]> second =
                form.forward(
                        ScanForm.CHUNKED,
                        Packing.single(length - cut),
                        Arrays.copyOfRange(inputs, cut, length),
                        null,
                        first.finalStates());
        Parameters<double[]> joined = Parameters.zeros(parameters.shapes(), R::vector);
        List<LayerStates<double[]>> dStates = new ArrayList<>();
        double[][] dSecond =
                form.backward(second, Arrays.copyOfRange(dOut, cut, length), null, joined, dStates);
        double[][] dFirst = form.backward(first, Arrays.copyOf(dOut, cut), dStates, joined, null);
        assertNear("first part", dFirst, Arrays.copyOf(dWhole, cut), Near.FLOAT64);
        assertNear("second part", dSecond, Arrays.copyOfRange(dWhole, cut, length), Near.FLOAT64);
        for (String name : whole.names()) {
            assertNear(name, joined.get(name), whole.get(name), Near.FLOAT64);
        }
    }

    /** In production's float32: any mix of prefill and steps is the steps alone, bit by bit. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {501, 502, 503, 504, 505, 506, 507, 508})
    void prefillAndStepsMix(long seed) {
        RandomModels random = new RandomModels(seed);
        BackboneConfig config = random.backbone();
        Backbone backbone = Backbone.seeded(config, seed);
        int length = random.between(300, 700);
        float[][] inputs = RandomModels.single(random.rows(length, config.mixer().dModel()));
        float[] gaps = random.gapRatios(length);
        StepRunner steps = new StepRunner(backbone);
        float[][] expected = steps.run(inputs, gaps);
        StepRunner mixed = new StepRunner(backbone);
        float[][] actual = mixed.runMixed(inputs, gaps, new Random(seed));
        for (int t = 0; t < length; t++) {
            assertThat(actual[t]).as("seed %s, event %s", seed, t).containsExactly(expected[t]);
        }
        assertThat(mixed.state).as("seed %s, state", seed).containsExactly(steps.state);
    }

    private static List<LayerStates<double[]>> only(
            List<LayerStates<double[]>> layers, int sequence) {
        return layers.stream()
                .map(
                        layer ->
                                new LayerStates<double[]>(
                                        Collections.singletonList(layer.convTails().get(sequence)),
                                        Collections.singletonList(layer.ssmStates().get(sequence))))
                .toList();
    }

    private static void assertStates(
            List<LayerStates<double[]>> actual, List<LayerStates<double[]>> expected) {
        for (int layer = 0; layer < expected.size(); layer++) {
            assertNear(
                    "tails of layer " + layer,
                    actual.get(layer).convTails().get(0),
                    expected.get(layer).convTails().get(0),
                    Near.FLOAT64);
            assertNear(
                    "SSM states of layer " + layer,
                    actual.get(layer).ssmStates().get(0),
                    expected.get(layer).ssmStates().get(0),
                    Near.FLOAT64);
        }
    }
}
