package io.undercurrent.training.dl4j;

import io.undercurrent.mamba2.Mamba2Config;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * One Mamba-2 mixer. Each part of in_proj's rows is a separate product, and each part of the
 * convolution a separate sum: slicing weights is cheap, slicing activations is not.
 */
final class MixerGraph {
    private final Ops ops;
    private final MixerSizes sizes;
    private final Mamba2Config c;
    private final Function<String, SDVariable> parameters;

    /**
     * Creates a mixer.
     *
     * @param parameters by the mixer's own names; gives null for an absent one
     */
    MixerGraph(Ops ops, MixerSizes sizes, Function<String, SDVariable> parameters) {
        this.ops = ops;
        this.sizes = sizes;
        c = sizes.config();
        this.parameters = parameters;
    }

    /**
     * Outputs, and the state for the next piece.
     *
     * @param y [S T, D]
     * @param tail [S, K-1, X], or null if K is 1
     * @param state [S H, N P]
     */
    record Result(SDVariable y, SDVariable tail, SDVariable state) {}

    /**
     * Adds the mixer to the graph.
     *
     * @param u [S T, D]
     * @param tail [S, K-1, X], raw inputs of the convolution before the piece; null if K is 1
     * @param state [S H, 1, N P]
     */
    Result mix(SDVariable u, SDVariable tail, SDVariable state) {
        int channels = c.dSsm();
        int shared = c.ngroups() * c.dState();
        int m = sizes.tokens();
        SDVariable z = project(u, 0, channels);
        Part x = convolve(u, tail, 0, channels);
        Part b = convolve(u, tail, channels, shared);
        Part cc = convolve(u, tail, channels + shared, shared);
        SDVariable dt =
                ops.sd
                        .nn()
                        .softplus(
                                project(u, channels + c.convDim(), c.nheads())
                                        .add(ops.repeat(parameters.apply("dt_bias"), m)));
        SDVariable a = ops.sd.math().exp(parameters.apply("A_log")).neg();
        ScanGraph.Result scan = new ScanGraph(ops, sizes).scan(x.out, dt, a, b.out, cc.out, state);
        SDVariable skip = ops.product(parameters.apply("D"), ops.spread(c.nheads(), c.headdim()));
        SDVariable y = scan.y().add(x.out.mul(ops.repeat(skip, m)));
        SDVariable gated =
                NormGraph.rms(
                        ops,
                        y.mul(ops.sd.nn().swish(z)),
                        parameters.apply("norm.weight"),
                        channels,
                        c.groupedNorm() ? c.ngroups() : 1);
        SDVariable out =
                ops.linear(
                        gated,
                        parameters.apply("out_proj.weight"),
                        parameters.apply("out_proj.bias"),
                        m);
        SDVariable newTail = tail == null ? null : ops.sd.concat(2, x.tail, b.tail, cc.tail);
        return new Result(out, newTail, scan.state());
    }

    /** Projects by rows [from, from + count) of in_proj. */
    private SDVariable project(SDVariable u, int from, int count) {
        SDVariable bias = parameters.apply("in_proj.bias");
        return ops.linear(
                u,
                ops.rows(parameters.apply("in_proj.weight"), from, count),
                bias == null ? null : ops.sd.slice(bias, new int[] {0, from}, 1, count),
                sizes.tokens());
    }

    /** Some channels of the convolution after their SiLU, and their newest raw inputs. */
    private record Part(SDVariable out, SDVariable tail) {}

    /** Convolves channels [from, from + count) of X, as sums of shifted slices. */
    private Part convolve(SDVariable u, SDVariable tail, int from, int count) {
        int past = c.dConv() - 1;
        int sequences = sizes.sequences();
        int length = sizes.length();
        int m = sizes.tokens();
        SDVariable raw = project(u, c.dSsm() + from, count).reshape(sequences, length, count);
        SDVariable padded = raw;
        if (past > 0) {
            SDVariable before = ops.sd.slice(tail, new int[] {0, 0, from}, sequences, past, count);
            padded = ops.sd.concat(1, before, raw);
        }
        SDVariable sum = null;
        for (int k = 0; k <= past; k++) {
            SDVariable shifted =
                    past == 0
                            ? raw
                            : ops.sd.slice(padded, new int[] {0, k, 0}, sequences, length, count);
            SDVariable tap =
                    ops.sd.slice(parameters.apply("conv1d.weight"), new int[] {from, k}, count, 1);
            SDVariable term =
                    shifted.reshape(m, count).mul(ops.productTransposed(ops.ones(m, 1), tap));
            sum = sum == null ? term : sum.add(term);
        }
        SDVariable bias = parameters.apply("conv1d.bias");
        if (bias != null) {
            sum = sum.add(ops.repeat(ops.sd.slice(bias, new int[] {0, from}, 1, count), m));
        }
        SDVariable newest =
                past == 0
                        ? null
                        : ops.sd.slice(padded, new int[] {0, length, 0}, sequences, past, count);
        return new Part(ops.sd.nn().swish(sum), newest);
    }
}
