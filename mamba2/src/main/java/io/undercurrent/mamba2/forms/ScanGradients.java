package io.undercurrent.mamba2.forms;

import java.util.List;

/** Sums of gradients, in the shapes of {@link ScanInputs}. */
final class ScanGradients<V> {

    final V[] x;

    /** Gradients of dt through the input dt x only. */
    final V[] dt;

    final V[] logDecay;
    final V[] b;
    final V[] c;
    final List<V[]> initialStates;

    /** Starts all sums at zero. */
    ScanGradients(Reals<V> r, ScanInputs<V> in) {
        int tokens = in.packing().tokens();
        HeadPattern pattern = in.pattern();
        x = r.matrix(tokens, pattern.xHeads() * in.headdim());
        dt = r.matrix(tokens, pattern.heads());
        logDecay = r.matrix(tokens, pattern.heads());
        b = r.matrix(tokens, pattern.bGroups() * in.dState());
        c = r.matrix(tokens, pattern.cGroups() * in.dState());
        initialStates = States.zeros(r, in.packing().sequences(), in.dState(), in.channels());
    }
}
