package io.undercurrent.mamba2;

import java.util.Arrays;
import java.util.Random;

/** One key's state and the ways to bring it forward. */
final class StepRunner {

    private final BackboneStep step;
    private final Prefill prefill;
    private final int width;
    final float[] state;

    StepRunner(Backbone backbone) {
        step = backbone.newStep(1);
        prefill = backbone.newPrefill();
        width = backbone.config().mixer().dModel();
        state = new float[backbone.stateFloats()];
        backbone.initState(state, 0);
    }

    float[] step(float[] input, float gap) {
        float[] output = new float[width];
        step.step(
                1,
                new float[][] {input},
                new float[] {gap},
                new float[][] {state},
                new int[1],
                new float[][] {output});
        return output;
    }

    float[][] run(float[][] inputs, float[] gaps) {
        float[][] outputs = new float[inputs.length][];
        for (int t = 0; t < inputs.length; t++) {
            outputs[t] = step(inputs[t], gaps[t]);
        }
        return outputs;
    }

    float[][] runMixed(float[][] inputs, float[] gaps, Random random) {
        float[][] outputs = new float[inputs.length][width];
        for (int t = 0; t < inputs.length; ) {
            int to = Math.min(inputs.length, t + random.nextInt(300));
            if (random.nextBoolean()) {
                float[][] part = Arrays.copyOfRange(outputs, t, to);
                prefill.run(
                        Arrays.copyOfRange(inputs, t, to),
                        Arrays.copyOfRange(gaps, t, to),
                        state,
                        0,
                        part);
                t = to;
            } else {
                for (to = Math.min(to, t + 20); t < to; t++) {
                    outputs[t] = step(inputs[t], gaps[t]);
                }
            }
        }
        return outputs;
    }
}
