package io.undercurrent.mamba2;

/**
 * Step 4 of the mixer, the state update and read-out: s = decay s + input B, then y += s C, for
 * every channel over the state's rows in their order. Of every implementation the same bits.
 */
interface StateScan {

    /**
     * One event on a state in place.
     *
     * @param state the SSM state [N][S] begins at offset
     * @param token decay, input, B, C, and y, which already holds D x
     */
    void once(float[] state, int offset, TokenMixer token);

    /** Before {@link #next}: takes up a state for several events of one key. */
    void begin(float[] state, int offset);

    /** One event on the state taken up. */
    void next(TokenMixer token);

    /** After the last event: the state is whole again in its array. */
    void end();
}
