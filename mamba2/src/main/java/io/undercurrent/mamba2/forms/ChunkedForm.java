package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Block;
import io.undercurrent.mamba2.FloatLoops.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * SSD, the block decomposition of the paper's section 6: quadratic inside chunks of Q tokens, a
 * recurrence between them, all computed as matrix products. It takes any length and any incoming
 * state. The last chunk may be shorter; there is no padding that would decay the state.
 */
final class ChunkedForm<V> implements SsdForm<V> {

    private final Reals<V> r;
    private final int chunkSize;

    ChunkedForm(Reals<V> reals, int chunkSize) {
        r = reals;
        this.chunkSize = chunkSize;
    }

    @Override
    public List<V[]> scan(ScanInputs<V> in, V[] y) {
        return scan(in, y, null);
    }

    /**
     * Computes the same as {@link SsdForm#scan}.
     *
     * @param incoming if not null, receives the state before each chunk, in order; the backward
     *     pass needs these states
     */
    List<V[]> scan(ScanInputs<V> in, V[] y, List<V[]> incoming) {
        Chunk<V> chunk = new Chunk<>(r, in, largest(in.packing()));
        V[] scratch = r.matrix(chunk.input.length, in.channels());
        List<V[]> finals = new ArrayList<>();
        for (int s = 0; s < in.packing().sequences(); s++) {
            V[] state = States.copy(r, in.initialStates().get(s));
            int end = in.packing().end(s);
            for (int t = in.packing().start(s); t < end; t += chunkSize) {
                if (incoming != null) {
                    incoming.add(States.copy(r, state));
                }
                chunk.load(in, t, Math.min(end, t + chunkSize));
                state = chunk(in, chunk, state, y, scratch);
            }
            finals.add(state);
        }
        return finals;
    }

    /** The length of the longest chunk of a packing, at least 1. */
    int largest(Packing packing) {
        int longest = 1;
        for (int s = 0; s < packing.sequences(); s++) {
            longest = Math.max(longest, packing.end(s) - packing.start(s));
        }
        return Math.min(longest, chunkSize);
    }

    int chunkSize() {
        return chunkSize;
    }

    private V[] chunk(ScanInputs<V> in, Chunk<V> k, V[] state, V[] y, V[] scratch) {
        int p = in.headdim();
        int heads = in.pattern().headsPerUnit();
        V[] outgoing = r.matrix(in.dState(), in.channels());
        for (int unit = 0; unit < in.pattern().units(); unit++) {
            k.loadUnit(in, unit);
            int from = unit * heads * p;
            int to = from + heads * p;
            int width = to - from;
            // 1. Intra-chunk outputs, the diagonal blocks: Y = (L o C B^T) (dt X), head by head.
            for (int at = from; at < to; at += p) {
                k.loadHead(at);
                r.product(
                        new Block<>(y, k.start, at),
                        Block.of(k.weights),
                        false,
                        new Block<>(k.input, 0, at),
                        false,
                        k.length,
                        k.length,
                        p,
                        Shape.LEFT_LOWER);
            }
            // 2. The chunk's own final state: sum over j of B_j (outer) (decay to the end) dt x_j.
            for (int j = 0; j < k.length; j++) {
                r.multiply(scratch[j], k.toEnd[j], k.input[j], from, to);
            }
            Block<V> part = new Block<>(scratch, 0, from);
            r.leftTransposed(
                    new Block<>(outgoing, 0, from), k.b, part, in.dState(), k.length, width);
            // 3. The recurrence over chunk states: S_out = (decay of the whole chunk) S_in + own.
            for (int n = 0; n < in.dState(); n++) {
                r.multiplyAdd(outgoing[n], k.fromStart[k.length - 1], state[n], from, to);
            }
            // 4. State to output: y_i += (decay from the start) C_i S_in.
            for (int i = 0; i < k.length; i++) {
                r.fill(scratch[i], 0, from, to);
            }
            r.product(part, k.c, new Block<>(state, 0, from), k.length, in.dState(), width);
            for (int i = 0; i < k.length; i++) {
                r.multiplyAdd(y[k.start + i], k.fromStart[i], scratch[i], from, to);
            }
        }
        return outgoing;
    }
}
