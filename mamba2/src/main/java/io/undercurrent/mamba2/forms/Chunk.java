package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Block;
import io.undercurrent.mamba2.FloatLoops.Shape;

/**
 * Scratch matrices for one chunk of at most Q tokens, filled from {@link ScanInputs}; the forward
 * and the backward pass both use them. Decays are products of per-token factors in (0, 1], never
 * differences of exponentials, so they can underflow to zero but cannot overflow or cancel.
 */
final class Chunk<V> {

    private final Reals<V> r;
    private final int dState;

    /** Number of tokens in this chunk, and the index of the first one. */
    int length;

    int start;

    /** dt x, [Q][S]. */
    final V[] input;

    /** a_t, the decay at each token, spread over channels, [Q][S]. */
    final V[] decay;

    /** Decay from the chunk's incoming state to after token i: a_0 ... a_i, [Q][S]. */
    final V[] fromStart;

    /** Decay from after token j to the chunk's end: a_{j+1} ... a_{q-1}, [Q][S]. */
    final V[] toEnd;

    /** The unit's B and C, parts of the inputs' rows, [Q][N]. */
    Block<V> b;

    Block<V> c;

    /** C B^T, [Q][Q]; what is above the diagonal means nothing. */
    final V[] cb;

    /** One head's decays L_ij = a_{j+1} ... a_i, [Q][Q], zero above the diagonal. */
    final V[] mask;

    /** L o C B^T, [Q][Q], zero above the diagonal. */
    final V[] weights;

    Chunk(Reals<V> reals, ScanInputs<V> in, int size) {
        r = reals;
        dState = in.dState();
        input = r.matrix(size, in.channels());
        decay = r.matrix(size, in.channels());
        fromStart = r.matrix(size, in.channels());
        toEnd = r.matrix(size, in.channels());
        cb = r.matrix(size, size);
        mask = r.matrix(size, size);
        weights = r.matrix(size, size);
    }

    /** Reads tokens [from, to) and computes what does not depend on B and C. */
    void load(ScanInputs<V> in, int from, int to) {
        start = from;
        length = to - from;
        int p = in.headdim();
        int channels = in.channels();
        for (int i = 0; i < length; i++) {
            for (int h = 0; h < in.pattern().heads(); h++) {
                int at = h * p;
                r.fill(decay[i], r.exp(r.get(in.logDecay()[from + i], h)), at, at + p);
                r.copy(in.x()[from + i], in.pattern().xHead(h) * p, input[i], at, p);
                r.scale(input[i], r.get(in.dt()[from + i], h), input[i], at, at + p);
            }
            if (i == 0) {
                r.copy(decay[0], 0, fromStart[0], 0, channels);
            } else {
                r.multiply(fromStart[i], decay[i], fromStart[i - 1], 0, channels);
            }
        }
        r.fill(toEnd[length - 1], 1, 0, channels);
        for (int j = length - 2; j >= 0; j--) {
            r.multiply(toEnd[j], decay[j + 1], toEnd[j + 1], 0, channels);
        }
    }

    /** Reads the B and C that a unit's heads share, and computes their products. */
    void loadUnit(ScanInputs<V> in, int unit) {
        b = new Block<>(in.b(), start, in.pattern().bGroup(unit) * dState);
        c = new Block<>(in.c(), start, in.pattern().cGroup(unit) * dState);
        r.clear(cb);
        r.product(Block.of(cb), c, false, b, true, length, dState, length, Shape.RESULT_LOWER);
    }

    /** Fills mask and weights for the head whose first channel is given. */
    void loadHead(int channel) {
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                r.scale(mask[i], r.get(decay[i], channel), mask[i - 1], 0, i);
            }
            r.set(mask[i], i, 1);
            r.multiply(weights[i], mask[i], cb[i], 0, length);
        }
    }
}
