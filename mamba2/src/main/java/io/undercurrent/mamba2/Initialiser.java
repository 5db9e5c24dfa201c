package io.undercurrent.mamba2;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Draws a model's weights from a seed as the reference does, the same on every JDK. Even without
 * training, such a model separates time scales, because dt and A are drawn over two decades.
 */
final class Initialiser {

    private static final String MIXER = ".mixer.";

    private final SplitMix64 random;

    Initialiser(long seed) {
        random = new SplitMix64(seed);
    }

    Parameters<float[]> backbone(BackboneConfig config) {
        Map<String, int[]> shapes = ParameterShapes.backbone(config);
        Map<String, float[]> values = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> values.put(name, draw(name, Parameters.size(shape), config)));
        return new Parameters<>(shapes, values);
    }

    /**
     * Draws from a normal distribution with standard deviation 0.02, as the reference does for its
     * embedding.
     */
    float[] embedding(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (0.02 * random.normal());
        }
        return values;
    }

    private float[] draw(String name, int size, BackboneConfig config) {
        Mamba2Config c = config.mixer();
        float[] values = new float[size];
        double convBound = c.convInit() > 0 ? c.convInit() : 1 / Math.sqrt(c.dConv());
        int mixer = name.indexOf(MIXER);
        switch (mixer < 0 ? name : name.substring(mixer + MIXER.length())) {
            case "in_proj.weight" -> uniform(values, 1 / Math.sqrt(c.dModel()));
            case "out_proj.weight" ->
                    uniform(values, 1 / Math.sqrt((double) c.dInner() * config.nLayer()));
            case "conv1d.weight" -> uniform(values, convBound);
            case "conv1d.bias" -> uniform(values, 1 / Math.sqrt(c.dConv()));
            case "dt_bias" -> dtBias(values, c);
            case "A_log" -> aLog(values, c);
            case "in_proj.bias", "out_proj.bias", "init_states" -> {}
            default -> Arrays.fill(values, 1f); // D and the norms
        }
        return values;
    }

    private void uniform(float[] values, double bound) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.uniform(-bound, bound);
        }
    }

    /**
     * Draws dt log-uniformly and stores its inverse softplus, so that softplus(dt_bias) is that dt.
     */
    private void dtBias(float[] values, Mamba2Config c) {
        double low = StrictMath.log(c.dtMin());
        double high = StrictMath.log(c.dtMax());
        for (int i = 0; i < values.length; i++) {
            double dt = Math.max(StrictMath.exp(random.uniform(low, high)), c.dtInitFloor());
            values[i] = (float) (dt + StrictMath.log(-StrictMath.expm1(-dt)));
        }
    }

    private void aLog(float[] values, Mamba2Config c) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) StrictMath.log(random.uniform(c.aInitMin(), c.aInitMax()));
        }
    }
}
