package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.mamba2.forms.BackboneForm;
import io.undercurrent.mamba2.forms.BackbonePass;
import io.undercurrent.mamba2.forms.Packing;
import io.undercurrent.mamba2.forms.Precision;
import io.undercurrent.mamba2.forms.ScanForm;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs and gradients of whole sequences have the same bits in both variants. */
class FormVariantsTest {

    private static final int FIRST = 83;
    private static final int SECOND = 9;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void randomModelsGiveTheSameBits(long seed) {
        RandomModels models = new RandomModels(seed);
        BackboneConfig config = models.backbone();
        int width = config.mixer().dModel();
        float[][] inputs = RandomModels.single(models.rows(FIRST + SECOND, width));
        float[][] dOutputs = RandomModels.single(models.rows(FIRST + SECOND, width));
        Parameters<float[]> p = new Initialiser(seed).backbone(config);
        assertThat(run(StepVariant.VECTOR, config, p, inputs, dOutputs))
                .as("seed %d", seed)
                .isDeepEqualTo(run(StepVariant.PLAIN, config, p, inputs, dOutputs));
    }

    /** Outputs, gradients of the inputs, gradients of the parameters. */
    private static float[][] run(
            StepVariant variant,
            BackboneConfig config,
            Parameters<float[]> p,
            float[][] inputs,
            float[][] dOutputs) {
        BackboneForm<float[]> form = new BackboneForm<>(Precision.float32(variant), config, p);
        BackbonePass<float[]> pass =
                form.forward(
                        ScanForm.CHUNKED, Packing.ofLengths(FIRST, SECOND), inputs, null, null);
        Parameters<float[]> gradients = Parameters.zeros(p.shapes(), float[]::new);
        float[][] dInputs = form.backward(pass, dOutputs, null, gradients, null);
        float[][] all = Arrays.copyOf(pass.outputs(), 2 * inputs.length + p.names().size());
        System.arraycopy(dInputs, 0, all, inputs.length, inputs.length);
        int at = 2 * inputs.length;
        for (String name : p.names()) {
            all[at++] = gradients.get(name);
        }
        return all;
    }
}
