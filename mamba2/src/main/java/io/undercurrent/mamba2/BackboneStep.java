package io.undercurrent.mamba2;

/**
 * Runs the recurrent form of the model for one event of each of several keys. Its cost and memory
 * do not grow with the length of a key's history. An instance owns scratch memory, so it serves one
 * thread; a step allocates nothing. An event's output is the same, bit for bit, on every machine
 * and for any number of other keys' events in the call.
 */
public interface BackboneStep {

    /**
     * Steps n keys by one event each, with the same gap before every event, as in the reference.
     *
     * @param n number of events, from 1 to the size that the step was made for
     * @param inputs n rows of at least d_model
     * @param states for each event the array that holds its key's state; updated in place
     * @param stateOffsets for each event the index at which the key's {@link Backbone#stateFloats}
     *     begin in its array; the ranges of two events of one call must not overlap
     * @param outputs n rows of at least d_model, which receive the final norm's output
     * @throws IllegalArgumentException if n or an offset is out of range
     */
    void step(int n, float[][] inputs, float[][] states, int[] stateOffsets, float[][] outputs);

    /**
     * Steps n keys by one event each, with a decay that follows elapsed time: the gap ratio
     * multiplies dt in the decay exp(dt A), but not in the input dt x B. So the state fades with
     * time, and an input after a long gap does not swamp it. A ratio of 1 gives the same bits as
     * the other method.
     *
     * @param gapRatios n ratios of the gap since the key's last event to the key's usual gap,
     *     finite and not negative, see {@link GapRatio}
     */
    void step(
            int n,
            float[][] inputs,
            float[] gapRatios,
            float[][] states,
            int[] stateOffsets,
            float[][] outputs);
}
