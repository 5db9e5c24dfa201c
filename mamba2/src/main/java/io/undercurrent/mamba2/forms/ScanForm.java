package io.undercurrent.mamba2.forms;

/** The three equivalent forms of the state-space layer, and what each costs for L tokens. */
public enum ScanForm {
    /** One token after the other: O(L N P) time, no memory beyond the state. */
    RECURRENT,
    /** The attention dual y = (L o C B^T) x: O(L^2 (N + P)) time, O(L^2) memory per head. */
    QUADRATIC,
    /**
     * SSD: quadratic inside chunks of Q, recurrent between them: O(L (Q + N) P), matrix products.
     */
    CHUNKED;

    <V> SsdForm<V> create(Reals<V> reals, int chunkSize) {
        return switch (this) {
            case RECURRENT -> new RecurrentForm<>(reals);
            case QUADRATIC -> new QuadraticForm<>(reals);
            case CHUNKED -> new ChunkedForm<>(reals, chunkSize);
        };
    }
}
