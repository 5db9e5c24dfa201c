package io.undercurrent.mamba2.forms;

import java.util.List;

/**
 * Gradients of an SSD operator's inputs, in the shapes of the inputs; null if the input was absent.
 *
 * @param <V> row type of the precision
 */
public final class SsdGradients<V> {

    private final ScanGradients<V> scan;
    private final V[] dt;
    private final V[] z;
    private final V a;
    private final V dtBias;
    private final V skip;

    SsdGradients(ScanGradients<V> scan, V[] dt, V[] z, V a, V dtBias, V skip) {
        this.scan = scan;
        this.dt = dt;
        this.z = z;
        this.a = a;
        this.dtBias = dtBias;
        this.skip = skip;
    }

    /** [T][xHeads P]. */
    public V[] x() {
        return scan.x;
    }

    /** Gradients of the raw dt, [T][H]. */
    public V[] dt() {
        return dt;
    }

    /** [T][bGroups N]. */
    public V[] b() {
        return scan.b;
    }

    /** [T][cGroups N]. */
    public V[] c() {
        return scan.c;
    }

    /** [T][H P]. */
    public V[] z() {
        return z;
    }

    /** [N][H P] for each sequence; present even if the initial states were absent. */
    public List<V[]> initialStates() {
        return scan.initialStates;
    }

    /** [H]. */
    public V a() {
        return a;
    }

    /** [H]. */
    public V dtBias() {
        return dtBias;
    }

    /** [H P]. */
    public V skip() {
        return skip;
    }
}
