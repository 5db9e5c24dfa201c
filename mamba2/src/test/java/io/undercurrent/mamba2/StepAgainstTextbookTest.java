package io.undercurrent.mamba2;

import static io.undercurrent.mamba2.Near.assertNear;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The production step against the textbook on random shapes, options, weights and gaps. */
class StepAgainstTextbookTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void sameNumbers(long seed) {
        RandomModels random = new RandomModels(seed);
        BackboneConfig config = random.backbone();
        Parameters<double[]> parameters = random.parameters(ParameterShapes.backbone(config));
        double[][] inputs = random.rows(30, config.mixer().dModel());
        float[] gaps = random.gapRatios(inputs.length);

        Scalar.Tape tape = new Scalar.Tape();
        TextbookBackbone textbook = new TextbookBackbone(tape, config, parameters);
        List<TextbookMixer.State> states = textbook.newState();
        Backbone backbone = Backbone.of(config, RandomModels.single(parameters));
        BackboneStep step = backbone.newStep(1);
        float[] state = new float[backbone.stateFloats()];
        backbone.initState(state, 0);

        double[][] expected = new double[inputs.length][];
        float[][] actual = new float[inputs.length][config.mixer().dModel()];
        for (int t = 0; t < inputs.length; t++) {
            Scalar[] y = textbook.step(tape.of(inputs[t]), gaps[t], states);
            expected[t] = List.of(y).stream().mapToDouble(s -> s.value).toArray();
            step.step(
                    1,
                    new float[][] {RandomModels.single(inputs[t])},
                    new float[] {gaps[t]},
                    new float[][] {state},
                    new int[1],
                    new float[][] {actual[t]});
        }
        assertNear("outputs of " + config, Near.wide(actual), expected, Near.FLOAT32);
        assertNear(
                "SSM states of " + config,
                Near.wide(state),
                textbookState(config, states),
                Near.FLOAT32);
    }

    private static double[] textbookState(BackboneConfig config, List<TextbookMixer.State> states) {
        Mamba2Config c = config.mixer();
        double[] flat = new double[config.nLayer() * (c.convFloats() + c.ssmFloats())];
        for (int layer = 0; layer < config.nLayer(); layer++) {
            for (int k = 1; k < c.dConv(); k++) {
                for (int i = 0; i < c.convDim(); i++) {
                    flat[layer * c.convFloats() + (k - 1) * c.convDim() + i] =
                            states.get(layer).past.get(k)[i].value;
                }
            }
            int at = config.nLayer() * c.convFloats() + layer * c.ssmFloats();
            for (int n = 0; n < c.dState(); n++) {
                for (int i = 0; i < c.dSsm(); i++) {
                    flat[at + n * c.dSsm() + i] =
                            states.get(layer).ssm[i / c.headdim()][i % c.headdim()][n].value;
                }
            }
        }
        return flat;
    }
}
