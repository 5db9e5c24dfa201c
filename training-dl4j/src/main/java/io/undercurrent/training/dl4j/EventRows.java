package io.undercurrent.training.dl4j;

import io.undercurrent.scorer.inputs.EventInputs;

/**
 * Writes discrete events as dense rows for a matrix product: 1 for each present symbol. It takes
 * {@code symbols} times the memory of the engine java, which reads only the few columns that
 * matter.
 */
final class EventRows {
    private EventRows() {}

    /** Converts tokens [N][token width] to inputs [N][features]. */
    static float[] inputs(float[] tokens, int symbols) {
        int features = EventInputs.features(symbols);
        int n = tokens.length / EventInputs.WIDTH;
        float[] rows = new float[Math.multiplyExact(n, features)];
        for (int t = 0; t < n; t++) {
            for (int p = 0; p < EventInputs.PAST; p++) {
                int symbol = (int) tokens[t * EventInputs.WIDTH + p];
                if (symbol >= 0) {
                    rows[t * features + p * symbols + symbol] = 1;
                }
            }
            rows[(t + 1) * features - 1] = tokens[t * EventInputs.WIDTH + EventInputs.PAST];
        }
        return rows;
    }

    /** Converts targets and their weights, [N] each, to weights of all symbols, [N][symbols]. */
    static float[] targets(float[] targets, float[] weights, int symbols) {
        float[] rows = new float[Math.multiplyExact(targets.length, symbols)];
        for (int t = 0; t < targets.length; t++) {
            rows[t * symbols + (int) targets[t]] = weights[t];
        }
        return rows;
    }
}
