package io.undercurrent.mamba2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold after a million events, and what a state must forget. */
class LongRunTest {

    private static final int MILLION = 1_000_000;

    /** d_conv 1 and d_state 2 keep a million steps short; dt runs from 1e-9 to 1e3. */
    @Test
    void aMillionStepsWithExtremeDtStayFinite() {
        long seed = 11;
        Mamba2Config mixer =
                Mamba2Config.builder(2).dState(2).dConv(2).headdim(1).expand(2).build();
        Parameters<float[]> parameters =
                Parameters.zeros(ParameterShapes.mixer(mixer), float[]::new);
        Random random = new Random(seed);
        for (String name : parameters.names()) {
            float[] values = parameters.get(name);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
        }
        System.arraycopy(new float[] {-20, -5, 5, 1000}, 0, parameters.get("dt_bias"), 0, 4);
        System.arraycopy(new float[] {-8, 0, 3, 8}, 0, parameters.get("A_log"), 0, 4);
        MixerStep step =
                new MixerStep(
                        new MixerWeights(mixer, parameters, StepVariant.chosen().kernels()), 1);
        float[][] state = new float[1][mixer.convFloats() + mixer.ssmFloats()];
        float[][] in = new float[1][2];
        float[][] out = new float[1][2];
        float[] gap = {1};
        for (int i = 0; i < MILLION; i++) {
            in[0][0] = (float) (random.nextInt(1000) == 0 ? 1e4 : random.nextDouble() - 0.5);
            in[0][1] = (float) random.nextDouble();
            step.step(1, in, gap, state, new int[1], 0, mixer.convFloats(), out);
            if (!(Math.abs(out[0][0]) < Float.MAX_VALUE && Math.abs(out[0][1]) < Float.MAX_VALUE)) {
                assertThat(out[0]).as("output at step %s, seed %s", i, seed).isEmpty();
            }
        }
        for (float value : state[0]) {
            assertThat(value).as("state after a million steps, seed %s", seed).isFinite();
        }
    }

    /** With inputs of zero a state decays by exp(dt A) a step, and elapsed time counts as steps. */
    @Test
    void aStateDecaysAsItShould() {
        double dt = 1e-4;
        Mamba2Config mixer = Mamba2Config.builder(1).dState(1).headdim(1).expand(1).build();
        Parameters<float[]> parameters =
                Parameters.zeros(ParameterShapes.mixer(mixer), float[]::new);
        parameters.get("dt_bias")[0] = (float) Math.log(Math.expm1(dt));
        parameters.get("A_log")[0] = 0; // A = -1
        MixerStep step =
                new MixerStep(
                        new MixerWeights(mixer, parameters, StepVariant.chosen().kernels()), 1);
        int ssm = mixer.convFloats();
        float[][] state = new float[1][ssm + 1];
        float[][] zero = new float[1][1];
        state[0][ssm] = 1;
        for (int i = 0; i < 10_000; i++) {
            step.step(1, zero, new float[] {1}, state, new int[1], 0, ssm, new float[1][1]);
        }
        double expected = Math.exp(-1);
        assertThat((double) state[0][ssm]).isEqualTo(expected, within(1e-4));
        for (int i = 0; i < 100; i++) {
            step.step(1, zero, new float[] {100}, state, new int[1], 0, ssm, new float[1][1]);
        }
        assertThat((double) state[0][ssm]).isEqualTo(Math.exp(-2), within(1e-4));
        for (int i = 0; i < MILLION; i++) {
            step.step(1, zero, new float[] {1}, state, new int[1], 0, ssm, new float[1][1]);
        }
        assertThat((double) Math.abs(state[0][ssm])).isLessThan(1e-30);
    }
}
