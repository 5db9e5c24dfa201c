package io.undercurrent.mamba2.forms;

import java.util.List;

/**
 * The results of an SSD operator's forward pass, and what its backward pass needs: one state per
 * chunk.
 *
 * @param <V> row type of the precision
 */
public final class SsdPass<V> {

    final SsdInputs<V> inputs;
    final ScanInputs<V> scan;

    /** The output before the gate, [T][H P]. */
    final V[] ungated;

    /** The state before each chunk; null unless the chunked form ran. */
    final List<V[]> incoming;

    private final V[] y;
    private final List<V[]> finalStates;

    SsdPass(
            SsdInputs<V> inputs,
            ScanInputs<V> scan,
            V[] ungated,
            V[] y,
            List<V[]> finalStates,
            List<V[]> incoming) {
        this.inputs = inputs;
        this.scan = scan;
        this.ungated = ungated;
        this.y = y;
        this.finalStates = finalStates;
        this.incoming = incoming;
    }

    /** [T][H P]. */
    public V[] y() {
        return y;
    }

    /** dt after bias, softplus and clamp, [T][H]. */
    public V[] dt() {
        return scan.dt();
    }

    /** [N][H P] for each sequence. */
    public List<V[]> finalStates() {
        return finalStates;
    }
}
