package io.undercurrent.training.dl4j;

import io.undercurrent.scorer.inputs.EventInputs;

/**
 * Discrete events as the dense rows that a matrix product takes: 1 for a symbol that is there.
 * Costs symbols times the memory of engine java, which reads the few columns that count.
 */
final class EventRows {
    private EventRows() {}

    /** Tokens [N][token width] to inputs [N][features]. */
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

    /** Targets and their weights, [N] each, to weights of all symbols, [N][symbols]. */
    static float[] targets(float[] targets, float[] weights, int symbols) {
        float[] rows = new float[Math.multiplyExact(targets.length, symbols)];
        for (int t = 0; t < targets.length; t++) {
            rows[t * symbols + (int) targets[t]] = weights[t];
        }
        return rows;
    }
}
