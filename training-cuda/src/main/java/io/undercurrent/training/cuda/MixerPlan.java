package io.undercurrent.training.cuda;

import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.ParameterShapes;
import io.undercurrent.training.cuda.Device.Grid;
import io.undercurrent.training.cuda.Linears.Layer;
import io.undercurrent.training.cuda.Linears.Norm;
import io.undercurrent.training.cuda.Linears.Rows;

/** One layer, norm and mixer: its arrays, and the kernels of both passes. */
final class MixerPlan {
    private static final int CONV_THREADS = 128;
    private static final int CONV_RUN = 16;
    private static final int CONV_BACK_RUN = 32;
    private static final int FEW_TAPS = 4;
    private static final int NORM_THREADS = 256;
    private static final int STATE_THREADS = 128;
    private static final int PASS_THREADS = 128;
    private static final int OUTPUT_THREADS = 128;
    private static final int BACKWARD_THREADS = 256;

    private final StepContext context;
    private final Device device;
    private final Linears linears;
    private final Mamba2Config c;
    private final ScanShape scan;
    private final String conv;
    private final String mode;
    private final MixerArrays arrays;
    private final int[] forwardShape;
    private final int[] backwardShape;
    private final int chunks;
    private final int known;
    private final Layer inProj;
    private final Layer outProj;
    private final String prefix;
    private final long normWeight;
    private final int normBlocks;
    private final long normParts;
    private final long gateParts;
    private final long convParts;
    private final long convBiasParts;
    private final long aParts;
    private final long dtParts;
    private final long skipParts;
    private final long initialParts;
    private final long statesAt;
    private final long tailsAt;

    MixerPlan(StepContext context, int layer, MixerArrays arrays, long statesAt, long tailsAt) {
        this.context = context;
        this.arrays = arrays;
        this.statesAt = statesAt;
        this.tailsAt = tailsAt;
        device = context.device();
        linears = context.linears();
        c = context.config().backbone().mixer();
        scan = ScanShape.choose(c, context.length(), device.sharedBytes());
        conv = c.dConv() <= FEW_TAPS ? "few" : "most";
        chunks = chunks(context.length(), scan);
        known = scan.known(c);
        mode = context.mode().kernel() + (known == 0 ? "" : "_" + known);
        forwardShape = shape(scan.batch());
        backwardShape = shape(scan.backBatch());
        prefix = ParameterShapes.mixerPrefix(layer);
        String norm = ParameterShapes.layerPrefix(layer) + "norm.weight";
        normWeight = context.weight(norm);
        Parts parts = context.parts();
        ParameterLayout layout = context.layout();
        inProj =
                linears.layer(
                        layout,
                        parts,
                        prefix + "in_proj.weight",
                        prefix + "in_proj.bias",
                        c.dInProj());
        outProj =
                linears.layer(
                        layout,
                        parts,
                        prefix + "out_proj.weight",
                        prefix + "out_proj.bias",
                        c.dModel());
        normBlocks = context.normBlocks();
        int runs = context.sequences() * ceil(context.length(), CONV_BACK_RUN);
        int scans = context.sequences() * chunks;
        normParts = context.addParts(norm, normBlocks);
        gateParts = context.addParts(prefix + "norm.weight", normBlocks);
        convParts = context.addParts(prefix + "conv1d.weight", runs);
        convBiasParts = context.addParts(prefix + "conv1d.bias", runs);
        aParts = context.addParts(prefix + "A_log", scans);
        dtParts = context.addParts(prefix + "dt_bias", scans);
        skipParts = context.addParts(prefix + "D", scans);
        initialParts = context.addParts(prefix + "init_states", context.sequences());
    }

    static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }

    static int chunks(int length, ScanShape scan) {
        return ceil(length, scan.chunk());
    }

    /** As {@code Mixer} in mixer.cuh. */
    private int[] shape(int batch) {
        return new int[] {
            context.sequences(),
            context.length(),
            scan.chunk(),
            chunks,
            c.nheads(),
            c.headdim(),
            c.dState(),
            c.ngroups(),
            c.convDim(),
            c.dConv(),
            batch,
            arrays.projStride(),
            arrays.convStride(),
            arrays.channelStride(),
            c.dMlp(),
            arrays.gatedStride(),
            c.rmsnorm() ? c.groupedNorm() ? c.ngroups() : 1 : 0,
            c.normBeforeGate() ? 1 : 0,
            c.dHasHdim() ? 1 : 0,
            known,
            Float.floatToRawIntBits((float) c.dtLimitMin()),
            Float.floatToRawIntBits((float) c.dtLimitMax())
        };
    }

    private long weight(String name) {
        return context.weight(prefix + name);
    }

    private Grid chunkGrid() {
        return new Grid(context.sequences() * chunks, c.ngroups(), 1);
    }

    private Grid passGrid() {
        return new Grid(ceil(c.ssmFloats(), PASS_THREADS), context.sequences(), 1);
    }

    private Grid convGrid(int run) {
        long threads = (long) context.sequences() * ceil(context.length(), run) * c.convDim();
        return new Grid((threads + CONV_THREADS - 1) / CONV_THREADS);
    }

    private Norm norm() {
        return new Norm(normWeight, arrays.inverse());
    }

    /** From one residual row to the next layer's. */
    void forward(Rows before, Rows after) {
        long fresh = context.fresh();
        Rows proj = new Rows(arrays.proj(), arrays.projStride());
        linears.forward(context.weights(), inProj, before, norm(), 0, proj);
        device.launch(
                "conv_forward_" + conv,
                convGrid(CONV_RUN),
                CONV_THREADS,
                0,
                forwardShape,
                fresh,
                arrays.proj(),
                context.carried() + tailsAt,
                weight("conv1d.weight"),
                weight("conv1d.bias"),
                arrays.pre(),
                context.last() + tailsAt);
        device.launch(
                "chunk_states_" + mode,
                chunkGrid(),
                STATE_THREADS,
                scan.stateBytes(),
                forwardShape,
                arrays.proj(),
                arrays.pre(),
                weight("dt_bias"),
                weight("A_log"),
                arrays.dt(),
                arrays.sumsHigh(),
                arrays.sumsLow(),
                arrays.states());
        device.launch(
                "pass_states",
                passGrid(),
                PASS_THREADS,
                0,
                forwardShape,
                fresh,
                context.carried() + statesAt,
                weight("init_states"),
                arrays.sumsHigh(),
                arrays.sumsLow(),
                arrays.states(),
                context.last() + statesAt);
        device.launch(
                "chunk_outputs_" + mode,
                chunkGrid(),
                OUTPUT_THREADS,
                scan.outputBytes(),
                forwardShape,
                arrays.pre(),
                arrays.dt(),
                arrays.sumsHigh(),
                arrays.sumsLow(),
                arrays.states(),
                weight("D"),
                arrays.y());
        device.launch(
                "gate_forward",
                new Grid(context.rowBlocks()),
                NORM_THREADS,
                0,
                forwardShape,
                arrays.proj(),
                arrays.y(),
                weight("norm.weight"),
                arrays.gated());
        Rows gated = new Rows(arrays.gated(), arrays.gatedStride());
        linears.forward(context.weights(), outProj, gated, Norm.NONE, before.at(), after);
    }

    /**
     * From the gradient of the residual rows after the layer to that before it.
     *
     * @param before the residual rows before the layer
     * @param d gradient, read and written
     * @param scratch rows like it
     */
    void backward(Rows before, Rows d, Rows scratch, BackwardArrays b) {
        Rows gated = new Rows(arrays.gated(), arrays.gatedStride());
        Rows dGated = new Rows(b.gated(), arrays.gatedStride());
        Rows dProj = new Rows(b.proj(), arrays.projStride());
        Parts parts = context.parts();
        linears.weights(parts, outProj, d, gated, Norm.NONE);
        linears.inputs(context.weights(), outProj, d, dGated);
        device.launch(
                "gate_backward",
                new Grid(normBlocks),
                NORM_THREADS,
                c.dSsm() * (NORM_THREADS / 32) * Float.BYTES,
                backwardShape,
                arrays.proj(),
                arrays.y(),
                weight("norm.weight"),
                b.gated(),
                b.y(),
                b.proj(),
                c.rmsnorm() ? parts.at(gateParts) : 0L);
        device.launch(
                "chunk_gradients_" + mode,
                chunkGrid(),
                STATE_THREADS,
                scan.gradientBytes(),
                backwardShape,
                b.y(),
                arrays.pre(),
                arrays.dt(),
                arrays.sumsHigh(),
                arrays.sumsLow(),
                b.states());
        device.launch(
                "pass_gradients",
                passGrid(),
                PASS_THREADS,
                0,
                backwardShape,
                context.fresh(),
                arrays.sumsHigh(),
                arrays.sumsLow(),
                b.states(),
                c.learnableInitStates() ? parts.at(initialParts) : 0L);
        device.launch(
                "chunk_backward_" + mode,
                chunkGrid(),
                BACKWARD_THREADS,
                scan.backwardBytes(),
                backwardShape,
                arrays.proj(),
                arrays.pre(),
                arrays.dt(),
                arrays.sumsHigh(),
                arrays.sumsLow(),
                arrays.states(),
                b.states(),
                b.y(),
                weight("dt_bias"),
                weight("A_log"),
                weight("D"),
                b.conv(),
                b.proj(),
                parts.at(aParts),
                parts.at(dtParts),
                parts.at(skipParts));
        device.launch(
                "conv_backward_" + conv,
                convGrid(CONV_BACK_RUN),
                CONV_THREADS,
                0,
                backwardShape,
                context.fresh(),
                arrays.proj(),
                context.carried() + tailsAt,
                weight("conv1d.weight"),
                arrays.pre(),
                b.conv(),
                b.proj(),
                parts.at(convParts),
                c.convBias() ? parts.at(convBiasParts) : 0L);
        linears.weights(parts, inProj, dProj, before, norm());
        linears.inputs(context.weights(), inProj, dProj, scratch);
        context.normBackward(before, norm(), scratch, d.at(), d, parts.at(normParts));
    }
}
