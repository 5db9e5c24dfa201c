package io.undercurrent.mamba2.forms;

import java.util.List;

/** One way to compute the recurrence of {@link ScanInputs}; all give the same results. */
interface SsdForm<V> {

    /**
     * Computes the outputs and final states of all sequences.
     *
     * @param y [T][H P], zeros on entry; receives S_t C_t
     * @return the final state [N][H P] of each sequence, in new arrays
     */
    List<V[]> scan(ScanInputs<V> in, V[] y);
}
