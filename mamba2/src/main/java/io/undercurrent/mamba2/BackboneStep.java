package io.undercurrent.mamba2;

/**
 * One event each for several keys: the recurrent form, whose cost and memory do not grow with the
 * length of a key's history. It owns scratch memory, so one instance serves one thread; a step
 * allocates nothing. What an event yields does not depend, to the last bit, on how many events of
 * other keys share the call, nor on the machine.
 */
public interface BackboneStep {

    /**
     * Steps n keys by one event each, in time as the reference counts it (every gap the same).
     *
     * @param n number of events, from 1 to the size that the step was made for
     * @param inputs n rows of at least d_model
     * @param states the array that holds each key's state; updated in place
     * @param stateOffsets where each key's {@link Backbone#stateFloats} begin in its array; the
     *     ranges of two events of one call must not overlap
     * @param outputs n rows of at least d_model; receives the final norm's output
     * @throws IllegalArgumentException if n or an offset is out of range
     */
    void step(int n, float[][] inputs, float[][] states, int[] stateOffsets, float[][] outputs);

    /**
     * Steps n keys by one event each, where the decay follows elapsed time: dt is multiplied by the
     * gap ratio in the decay exp(dt A) only and not in the input dt x B, so that memory fades with
     * time while a long gap does not swamp the state. A ratio of 1 gives the other method's bits.
     *
     * @param gapRatios n ratios of the gap since the key's last event to its usual gap, finite and
     *     not negative, see {@link GapRatio}
     */
    void step(
            int n,
            float[][] inputs,
            float[] gapRatios,
            float[][] states,
            int[] stateOffsets,
            float[][] outputs);
}
