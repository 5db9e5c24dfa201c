package io.undercurrent.mamba2.forms;

import java.util.ArrayList;
import java.util.List;

/**
 * The SSD operator with its dt bias, softplus and clamp, the skip D x, and an optional gate
 * silu(z). It runs forward in any of the three forms and backward through the chunked form. The
 * signature is the reference's {@code mamba_chunk_scan_combined}.
 *
 * @param <V> row type of the precision
 */
public final class SsdOperator<V> {

    private final Reals<V> r;
    private final SsdOptions options;

    /** An operator; it has no weights, so it may be shared. */
    public SsdOperator(Reals<V> reals, SsdOptions options) {
        r = reals;
        this.options = options;
    }

    /**
     * The forward pass.
     *
     * @param form which of the equivalent forms to use; a backward pass needs the chunked form
     */
    public SsdPass<V> forward(ScanForm form, SsdInputs<V> in) {
        int tokens = in.packing.tokens();
        int heads = options.pattern().heads();
        int channels = heads * options.headdim();
        V[] dt = r.matrix(tokens, heads);
        V[] logDecay = r.matrix(tokens, heads);
        discretisation(in).forward(in.dt, in.gapRatios, dt, logDecay);
        List<V[]> initial = orZeros(in.initialStates, in);
        ScanInputs<V> scan = new ScanInputs<>(options, in, dt, logDecay, initial);
        V[] y = r.matrix(tokens, channels);
        List<V[]> incoming = form == ScanForm.CHUNKED ? new ArrayList<>() : null;
        List<V[]> finals =
                form == ScanForm.CHUNKED
                        ? new ChunkedForm<>(r, options.chunkSize()).scan(scan, y, incoming)
                        : form.create(r, options.chunkSize()).scan(scan, y);
        addSkip(in, y);
        return new SsdPass<>(in, scan, y, in.z == null ? y : gated(in, y), finals, incoming);
    }

    /**
     * The backward pass of the chunked form.
     *
     * @param dy gradients of y, [T][H P]
     * @param dFinalStates gradients of the final states, or null for zeros
     * @throws IllegalStateException if the forward pass did not use the chunked form
     */
    public SsdGradients<V> backward(SsdPass<V> pass, V[] dy, List<V[]> dFinalStates) {
        if (pass.incoming == null) {
            throw new IllegalStateException(
                    "gradients need a forward pass in the form " + ScanForm.CHUNKED);
        }
        SsdInputs<V> in = pass.inputs;
        ScanInputs<V> scan = pass.scan;
        V[] dz = in.z == null ? null : r.matrix(dy.length, scan.channels());
        V[] dScan = in.z == null ? dy : ungate(pass, dy, dz);
        ScanGradients<V> grad = new ScanGradients<>(r, scan);
        new ChunkedBackward<>(r, options.chunkSize(), scan, grad)
                .run(pass.incoming, dScan, orZeros(dFinalStates, in));
        V dSkip = in.skip == null ? null : skipBackward(in, dScan, grad.x);
        V dA = r.vector(r.length(in.a));
        V dBias = in.dtBias == null ? null : r.vector(r.length(in.a));
        V[] dRaw = r.matrix(dy.length, options.pattern().heads());
        discretisation(in)
                .backward(in.dt, in.gapRatios, scan.dt(), grad.dt, grad.logDecay, dRaw, dA, dBias);
        return new SsdGradients<>(grad, dRaw, dz, dA, dBias, dSkip);
    }

    private Discretisation<V> discretisation(SsdInputs<V> in) {
        return new Discretisation<>(
                r, in.a, in.dtBias, options.dtSoftplus(), options.dtMin(), options.dtMax());
    }

    private List<V[]> orZeros(List<V[]> states, SsdInputs<V> in) {
        int channels = options.pattern().heads() * options.headdim();
        return states != null
                ? states
                : States.zeros(r, in.packing.sequences(), options.dState(), channels);
    }

    /** y += D x; heads may share x. */
    private void addSkip(SsdInputs<V> in, V[] y) {
        if (in.skip == null) {
            return;
        }
        int p = options.headdim();
        V row = r.vector(options.pattern().heads() * p);
        for (int t = 0; t < y.length; t++) {
            for (int h = 0; h < options.pattern().heads(); h++) {
                r.copy(in.x[t], options.pattern().xHead(h) * p, row, h * p, p);
            }
            r.multiplyAdd(y[t], in.skip, row, 0, r.length(row));
        }
    }

    private V skipBackward(SsdInputs<V> in, V[] dy, V[] dx) {
        int p = options.headdim();
        HeadPattern pattern = options.pattern();
        V dSkip = r.vector(pattern.heads() * p);
        V row = r.vector(pattern.heads() * p);
        for (int t = 0; t < dy.length; t++) {
            for (int h = 0; h < pattern.heads(); h++) {
                r.copy(in.x[t], pattern.xHead(h) * p, row, h * p, p);
            }
            r.multiplyAdd(dSkip, dy[t], row, 0, r.length(row));
            r.multiply(row, dy[t], in.skip, 0, r.length(row));
            for (int h = 0; h < pattern.heads(); h++) {
                r.add(dx[t], pattern.xHead(h) * p, row, h * p, p);
            }
        }
        return dSkip;
    }

    private V[] gated(SsdInputs<V> in, V[] y) {
        int channels = options.pattern().heads() * options.headdim();
        V[] out = r.matrix(y.length, channels);
        for (int t = 0; t < y.length; t++) {
            r.silu(out[t], in.z[t], 0, channels);
            r.multiply(out[t], out[t], y[t], 0, channels);
        }
        return out;
    }

    private V[] ungate(SsdPass<V> pass, V[] dy, V[] dz) {
        int channels = pass.scan.channels();
        V[] dScan = r.matrix(dy.length, channels);
        for (int t = 0; t < dy.length; t++) {
            V z = pass.inputs.z[t];
            r.multiply(dScan[t], dy[t], pass.ungated[t], 0, channels);
            r.siluBackward(dz[t], z, dScan[t], 0, channels);
            r.silu(dScan[t], z, 0, channels);
            r.multiply(dScan[t], dScan[t], dy[t], 0, channels);
        }
        return dScan;
    }
}
