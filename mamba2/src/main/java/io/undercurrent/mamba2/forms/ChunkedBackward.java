package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.Block;
import io.undercurrent.mamba2.FloatLoops.Shape;
import java.util.List;

/**
 * The backward pass of {@link ChunkedForm}, chunk by chunk from the end, with the same four step
 * numbers. It recomputes a chunk's matrices from its incoming state, so beyond the inputs it needs
 * memory for one state per chunk. The decays' gradients are sums of products, which avoids the
 * cancellation in a difference of row and column sums.
 */
final class ChunkedBackward<V> {

    private final Reals<V> r;
    private final int chunkSize;
    private final ScanInputs<V> in;
    private final ScanGradients<V> grad;
    private final Chunk<V> k;

    /** Gradient of dt x, [Q][S]. */
    private final V[] dInput;

    /** Gradient of C B^T, [Q][Q], zero above the diagonal. */
    private final V[] dcb;

    /**
     * First dW = dY X^T of one head, [Q][Q], then E = dW o W, the contribution of each decay
     * product.
     */
    private final V[] dWeights;

    private final V[] scaled;
    private final V[] product;

    /** The rows (e_j x_j) o (B_j dOut), [Q][S]. */
    private final V[] contribution;

    /** The contribution of the state that passes through the whole chunk, by channel. */
    private final V through;

    /** Sums of {@link #dWeights} over rows t and later. */
    private final V below;

    ChunkedBackward(Reals<V> reals, int chunkSize, ScanInputs<V> in, ScanGradients<V> grad) {
        r = reals;
        this.chunkSize = chunkSize;
        this.in = in;
        this.grad = grad;
        int size = new ChunkedForm<>(reals, chunkSize).largest(in.packing());
        int channels = in.channels();
        k = new Chunk<>(reals, in, size);
        dInput = r.matrix(size, channels);
        dcb = r.matrix(size, size);
        dWeights = r.matrix(size, size);
        scaled = r.matrix(size, channels);
        product = r.matrix(size, channels);
        contribution = r.matrix(size, channels);
        through = r.vector(channels);
        below = r.vector(size);
    }

    /**
     * Adds the gradients of all inputs.
     *
     * @param incoming the state before each chunk, as the forward pass stored it
     * @param dy [T][S]
     * @param dFinal gradients of each sequence's final state, [N][S]; not changed
     */
    void run(List<V[]> incoming, V[] dy, List<V[]> dFinal) {
        int chunkIndex = incoming.size();
        for (int s = in.packing().sequences() - 1; s >= 0; s--) {
            int start = in.packing().start(s);
            int end = in.packing().end(s);
            V[] dState = States.copy(r, dFinal.get(s));
            int chunks = (end - start + chunkSize - 1) / chunkSize;
            for (int i = chunks - 1; i >= 0; i--) {
                int from = start + i * chunkSize;
                k.load(in, from, Math.min(end, from + chunkSize));
                dState = chunk(incoming.get(--chunkIndex), dState, dy);
            }
            for (int n = 0; n < in.dState(); n++) {
                r.axpy(grad.initialStates.get(s)[n], 1, dState[n], 0, in.channels());
            }
        }
    }

    /**
     * Processes one chunk: takes the gradient of its outgoing state and returns that of its
     * incoming state.
     */
    private V[] chunk(V[] state, V[] dOut, V[] dy) {
        int heads = in.pattern().headsPerUnit();
        int p = in.headdim();
        V[] dIn = r.matrix(in.dState(), in.channels());
        r.clear(dInput);
        for (int unit = 0; unit < in.pattern().units(); unit++) {
            int from = unit * heads * p;
            int to = from + heads * p;
            k.loadUnit(in, unit);
            Block<V> db = new Block<>(grad.b, k.start, k.b.column());
            Block<V> dc = new Block<>(grad.c, k.start, k.c.column());
            r.clear(dcb);
            stateToOutput(state, dIn, dc, dy, from, to); // 4
            recurrence(state, dOut, dIn, from, to); // 3
            chunkState(dOut, db, from, to); // 2
            for (int at = from; at < to; at += p) {
                diagonalBlock(dy, at); // 1
                decays(at);
            }
            int n = in.dState();
            Block<V> lower = Block.of(dcb);
            r.product(dc, lower, false, k.b, false, k.length, k.length, n, Shape.LEFT_LOWER);
            r.product(db, lower, true, k.c, false, k.length, k.length, n, Shape.LEFT_LOWER);
        }
        inputs();
        return dIn;
    }

    /**
     * Reverses y_i += f_i (C_i S). Leaves f_i dy_i in scaled, and its product with C_i S in
     * product.
     */
    private void stateToOutput(V[] state, V[] dIn, Block<V> dc, V[] dy, int from, int to) {
        for (int i = 0; i < k.length; i++) {
            r.multiply(scaled[i], k.fromStart[i], dy[k.start + i], from, to);
            r.fill(product[i], 0, from, to);
        }
        Block<V> incoming = new Block<>(state, 0, from);
        Block<V> part = new Block<>(scaled, 0, from);
        int width = to - from;
        r.product(new Block<>(product, 0, from), k.c, incoming, k.length, in.dState(), width);
        r.rightTransposed(dc, part, incoming, k.length, width, in.dState());
        r.leftTransposed(new Block<>(dIn, 0, from), k.c, part, in.dState(), k.length, width);
        for (int i = 0; i < k.length; i++) {
            r.multiply(product[i], scaled[i], product[i], from, to);
        }
    }

    /** Reverses S_out = F S_in + own, where F is the decay of the whole chunk. */
    private void recurrence(V[] state, V[] dOut, V[] dIn, int from, int to) {
        V whole = k.fromStart[k.length - 1];
        r.fill(through, 0, from, to);
        for (int n = 0; n < in.dState(); n++) {
            r.multiplyAdd(dIn[n], whole, dOut[n], from, to);
            r.multiplyAdd(through, state[n], dOut[n], from, to);
        }
        r.multiply(through, whole, through, from, to);
    }

    /**
     * Reverses own = sum over j of B_j (outer) e_j x_j. Leaves the rows (e_j x_j) o (B_j dOut) in
     * contribution.
     */
    private void chunkState(V[] dOut, Block<V> db, int from, int to) {
        for (int j = 0; j < k.length; j++) {
            r.multiply(scaled[j], k.toEnd[j], k.input[j], from, to);
            r.fill(contribution[j], 0, from, to);
        }
        Block<V> outgoing = new Block<>(dOut, 0, from);
        int width = to - from;
        Block<V> part = new Block<>(scaled, 0, from);
        r.rightTransposed(db, part, outgoing, k.length, width, in.dState());
        r.product(new Block<>(contribution, 0, from), k.b, outgoing, k.length, in.dState(), width);
        for (int j = 0; j < k.length; j++) {
            V row = contribution[j];
            r.multiplyAdd(dInput[j], k.toEnd[j], row, from, to);
            r.multiply(row, scaled[j], row, from, to);
        }
    }

    /** Reverses y_i += sum over j <= i of W_ij x_j for one head, where W = L o C B^T. */
    private void diagonalBlock(V[] dy, int at) {
        int p = in.headdim();
        k.loadHead(at);
        Block<V> dOut = new Block<>(dy, k.start, at);
        Block<V> input = new Block<>(k.input, 0, at);
        r.clear(dWeights);
        r.product(
                Block.of(dWeights),
                dOut,
                false,
                input,
                true,
                k.length,
                p,
                k.length,
                Shape.RESULT_LOWER);
        for (int i = 0; i < k.length; i++) {
            V row = dWeights[i];
            r.multiplyAdd(dcb[i], k.mask[i], row, 0, k.length);
            r.multiply(row, k.weights[i], row, 0, k.length);
        }
        r.product(
                new Block<>(dInput, 0, at),
                Block.of(k.weights),
                true,
                dOut,
                false,
                k.length,
                k.length,
                p,
                Shape.LEFT_LOWER);
    }

    /**
     * Adds to the gradients of the log decays. Token t's log decay is a summand of every decay from
     * j < t to i >= t, so its gradient is the sum of E_ij over those pairs; j may be the incoming
     * state and i the outgoing one.
     */
    private void decays(int at) {
        int to = at + in.headdim();
        int head = at / in.headdim();
        double fromIncoming = r.sum(through, at, to);
        r.fill(below, 0, 0, k.length);
        for (int j = 0; j < k.length; j++) {
            r.set(below, j, r.sum(contribution[j], at, to));
        }
        for (int t = k.length - 1; t >= 0; t--) {
            r.axpy(below, 1, dWeights[t], 0, t);
            fromIncoming += r.sum(product[t], at, to);
            V target = grad.logDecay[k.start + t];
            r.set(target, head, r.get(target, head) + r.sum(below, 0, t) + fromIncoming);
        }
    }

    /** Computes the gradients of dt and x from the gradient of dt x. */
    private void inputs() {
        int p = in.headdim();
        V x = r.vector(in.channels());
        for (int i = 0; i < k.length; i++) {
            int t = k.start + i;
            for (int h = 0; h < in.pattern().heads(); h++) {
                int at = h * p;
                int xAt = in.pattern().xHead(h) * p;
                r.copy(in.x()[t], xAt, x, at, p);
                V dtRow = grad.dt[t];
                r.set(dtRow, h, r.get(dtRow, h) + r.dot(x, dInput[i], at, at + p));
                r.scale(x, r.get(in.dt()[t], h), dInput[i], at, at + p);
                r.add(grad.x[t], xAt, x, at, p);
            }
        }
    }
}
