package io.undercurrent.mamba2;

/**
 * Step 4 of the mixer, the state update and read-out: s = decay s + input B, then y += s C, for
 * every channel over the state's rows in their order. All implementations give the same bits.
 */
interface StateScan {

    /**
     * Runs one event and updates the state in place.
     *
     * @param state holds the SSM state [N][S], which begins at offset
     * @param token holds decay, input, B, C, and y, which already contains D x
     */
    void once(float[] state, int offset, TokenMixer token);

    /** Loads a state for several events of one key; must be called before {@link #next}. */
    void begin(float[] state, int offset);

    /** Runs one event on the loaded state. */
    void next(TokenMixer token);

    /** Writes the loaded state back to its array; must be called after the last event. */
    void end();
}
