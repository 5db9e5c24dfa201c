package io.undercurrent.mamba2.forms;

import java.util.ArrayList;
import java.util.List;

/** Creates and copies states [N][S], one for each sequence. */
final class States {

    private States() {}

    static <V> V[] copy(Reals<V> r, V[] state) {
        V[] copy = state.clone();
        for (int n = 0; n < copy.length; n++) {
            copy[n] = r.vector(r.length(state[n]));
            r.copy(state[n], 0, copy[n], 0, r.length(state[n]));
        }
        return copy;
    }

    static <V> List<V[]> zeros(Reals<V> r, int sequences, int dState, int channels) {
        List<V[]> states = new ArrayList<>();
        for (int s = 0; s < sequences; s++) {
            states.add(r.matrix(dState, channels));
        }
        return states;
    }
}
