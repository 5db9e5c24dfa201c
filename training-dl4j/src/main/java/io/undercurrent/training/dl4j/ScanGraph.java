package io.undercurrent.training.dl4j;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * SSD, the chunked form of the state-space layer (arXiv 2405.21060, section 6), as batched products
 * of matrices: one batch entry for every sequence, head and chunk. Sequences are padded to whole
 * chunks with dt = 0, which neither decays nor adds.
 */
final class ScanGraph {
    private static final double NEVER = -1e9;

    private final Ops ops;
    private final int sequences;
    private final int length;
    private final int chunk;
    private final int chunks;
    private final int heads;
    private final int headdim;
    private final int dState;
    private final int groups;

    /** Sizes: S sequences of T tokens, chunks of Q, H heads of P channels, N, G groups. */
    ScanGraph(Ops ops, MixerSizes s) {
        this.ops = ops;
        sequences = s.sequences();
        length = s.length();
        chunk = Math.min(s.chunk(), length);
        chunks = (length + chunk - 1) / chunk;
        heads = s.config().nheads();
        headdim = s.config().headdim();
        dState = s.config().dState();
        groups = s.config().ngroups();
    }

    /**
     * Outputs and final states.
     *
     * @param y [S T, H P]
     * @param state [S H, N P]
     */
    record Result(SDVariable y, SDVariable state) {}

    /**
     * Adds the scan to the graph.
     *
     * @param x [S T, H P]
     * @param dt [S T, H]
     * @param a [1, H], negative
     * @param b [S T, G N]
     * @param c [S T, G N]
     * @param initial [S H, 1, N P]
     */
    Result scan(
            SDVariable x,
            SDVariable dt,
            SDVariable a,
            SDVariable b,
            SDVariable c,
            SDVariable initial) {
        int batch = sequences * heads * chunks;
        SDVariable step = filled(dt, heads);
        SDVariable log = byHead(step.mul(ops.repeat(a, tokens())), 1).reshape(batch, chunk);
        SDVariable input =
                byHead(
                        filled(x, heads * headdim)
                                .mul(ops.product(step, ops.spread(heads, headdim))),
                        headdim);
        SDVariable key = byHead(ops.product(filled(b, groups * dState), shared()), dState);
        SDVariable query = byHead(ops.product(filled(c, groups * dState), shared()), dState);

        // 1. Inside a chunk: Y = (L o C B^T) (dt X).
        SDVariable weights = within(log).mul(ops.productTransposed(query, key));
        SDVariable y = ops.product(weights, input);
        // 2. What each chunk adds to the state by its end.
        SDVariable toEnd = decay(log, (k, j) -> k > j ? 1 : 0, "after");
        SDVariable own = ops.transposedProduct(key.mul(toEnd), input);
        // 3. The recurrence over chunks, as one lower triangular matrix.
        int states = sequences * heads;
        SDVariable all = ops.sd.concat(1, initial, own.reshape(states, chunks, dState * headdim));
        SDVariable total = ops.product(log, ops.ones(chunk, 1)).reshape(states, chunks);
        SDVariable before = ops.product(between(total, 0, chunks), all);
        SDVariable last = ops.product(between(total, chunks, 1), all);
        // 4. What the state before a chunk contributes to its outputs.
        SDVariable fromStart = decay(log, (k, i) -> k <= i ? 1 : 0, "upto");
        y = y.add(ops.product(query.mul(fromStart), before.reshape(batch, dState, headdim)));
        return new Result(byToken(y), last.reshape(states, dState * headdim));
    }

    private int tokens() {
        return sequences * chunks * chunk;
    }

    /** A constant that gives each head its group's B or C. */
    private SDVariable shared() {
        int perGroup = heads / groups;
        return ops.constant(
                "shared" + heads,
                groups * dState,
                heads * dState,
                (i, j) -> i % dState == j % dState && i / dState == j / dState / perGroup ? 1 : 0);
    }

    /**
     * Decays L_ij from after token j to token i, [batch, Q, Q]: exponentials of the sums of logs
     * between them.
     */
    private SDVariable within(SDVariable log) {
        int q = chunk;
        SDVariable sums =
                ops.product(
                        log,
                        ops.constant(
                                "between", q, q * q, (k, ij) -> k > ij % q && k <= ij / q ? 1 : 0));
        int batch = sequences * heads * chunks;
        SDVariable causal =
                ops.constant("causal" + q, batch, q * q, (n, ij) -> ij % q > ij / q ? NEVER : 0);
        return ops.sd.math().exp(sums.add(causal)).reshape(batch, q, q);
    }

    /** exp(log times a 0-1 matrix) over the state's N numbers, [batch, Q, N]. */
    private SDVariable decay(SDVariable log, Ops.Entry entry, String name) {
        SDVariable decay =
                ops.sd.math().exp(ops.product(log, ops.constant(name, chunk, chunk, entry)));
        int batch = sequences * heads * chunks;
        return ops.across(decay.reshape((long) batch * chunk, 1), dState)
                .reshape(batch, chunk, dState);
    }

    /**
     * Decays from the end of chunk j - 1 (j = 0: the initial state) to the start of each of {@code
     * count} chunks from {@code first}, [S H, count, chunks + 1].
     */
    private SDVariable between(SDVariable total, int first, int count) {
        int states = sequences * heads;
        SDVariable upto =
                ops.product(
                        total,
                        ops.constant("to" + first, chunks, count, (k, c) -> k < first + c ? 1 : 0));
        SDVariable from =
                ops.product(
                        total, ops.constant("from", chunks, chunks + 1, (k, j) -> k < j ? 1 : 0));
        SDVariable difference =
                ops.product(upto.reshape(states, count, 1), stacked(chunks + 1))
                        .sub(ops.product(rows(count), from.reshape(states, 1, chunks + 1)));
        SDVariable causal =
                ops.constant(
                                "reach" + first + "_" + count,
                                states,
                                count * (chunks + 1),
                                (n, cj) ->
                                        cj % (chunks + 1) > first + cj / (chunks + 1) ? NEVER : 0)
                        .reshape(states, count, chunks + 1);
        return ops.sd.math().exp(difference.add(causal));
    }

    private SDVariable stacked(int n) {
        return ops.ones(sequences * heads, n).reshape(sequences * heads, 1, n);
    }

    private SDVariable rows(int n) {
        return ops.ones(sequences * heads, n).reshape(sequences * heads, n, 1);
    }

    /** Pads [S T, width] to [S chunks Q, width] with zeros after each sequence. */
    private SDVariable filled(SDVariable v, int width) {
        int missing = chunks * chunk - length;
        if (missing == 0) {
            return v;
        }
        return ops.sd
                .concat(
                        1,
                        v.reshape(sequences, length, width),
                        ops.zeros(sequences, missing, width))
                .reshape(tokens(), width);
    }

    /** Rearranges [S chunks Q, H width] to [S H chunks, Q, width]. */
    private SDVariable byHead(SDVariable v, int width) {
        return v.reshape(sequences, chunks, chunk, heads, width)
                .permute(0, 3, 1, 2, 4)
                .reshape(sequences * heads * chunks, chunk, width);
    }

    /** Rearranges [S H chunks, Q, P] to [S T, H P], without the padding. */
    private SDVariable byToken(SDVariable y) {
        int width = heads * headdim;
        SDVariable flat =
                y.reshape(sequences, heads, chunks, chunk, headdim)
                        .permute(0, 2, 3, 1, 4)
                        .reshape(sequences, chunks * chunk, width);
        if (chunks * chunk != length) {
            flat = ops.sd.slice(flat, new int[] {0, 0, 0}, sequences, length, width);
        }
        return flat.reshape(sequences * length, width);
    }
}
