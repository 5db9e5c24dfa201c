package io.undercurrent.mamba2.forms;

import java.util.List;

/**
 * The inputs of the state-space recurrence, after discretisation: S_t = exp(logDecay_t) S_{t-1} +
 * dt_t x_t (outer) B_t and y_t = S_t C_t, per head. Arrays are shared with {@link SsdInputs}, not
 * copied.
 */
final class ScanInputs<V> {

    private final SsdOptions options;
    private final SsdInputs<V> in;
    private final V[] dt;
    private final V[] logDecay;
    private final List<V[]> initialStates;

    /**
     * @param dt [T][H], not negative
     * @param logDecay [T][H], not positive
     * @param initialStates [N][H P] for each sequence
     */
    ScanInputs(SsdOptions options, SsdInputs<V> in, V[] dt, V[] logDecay, List<V[]> initialStates) {
        this.options = options;
        this.in = in;
        this.dt = dt;
        this.logDecay = logDecay;
        this.initialStates = initialStates;
    }

    HeadPattern pattern() {
        return options.pattern();
    }

    int headdim() {
        return options.headdim();
    }

    int dState() {
        return options.dState();
    }

    /** H P, the columns of y and of a state. */
    int channels() {
        return pattern().heads() * headdim();
    }

    Packing packing() {
        return in.packing;
    }

    /** [T][xHeads P]. */
    V[] x() {
        return in.x;
    }

    V[] dt() {
        return dt;
    }

    V[] logDecay() {
        return logDecay;
    }

    /** [T][bGroups N]. */
    V[] b() {
        return in.b;
    }

    /** [T][cGroups N]. */
    V[] c() {
        return in.c;
    }

    List<V[]> initialStates() {
        return initialStates;
    }
}
