package io.undercurrent.mamba2.forms;

import java.util.ArrayList;
import java.util.List;

/**
 * Computes the recurrence as defined, token by token: the state decays, dt x (outer) B is added,
 * and C reads it.
 */
final class RecurrentForm<V> implements SsdForm<V> {

    private final Reals<V> r;

    RecurrentForm(Reals<V> reals) {
        r = reals;
    }

    @Override
    public List<V[]> scan(ScanInputs<V> in, V[] y) {
        List<V[]> finals = new ArrayList<>();
        for (int s = 0; s < in.packing().sequences(); s++) {
            V[] state = States.copy(r, in.initialStates().get(s));
            for (int t = in.packing().start(s); t < in.packing().end(s); t++) {
                step(in, t, state, y[t]);
            }
            finals.add(state);
        }
        return finals;
    }

    private void step(ScanInputs<V> in, int t, V[] state, V y) {
        int p = in.headdim();
        V input = r.vector(in.channels());
        for (int h = 0; h < in.pattern().heads(); h++) {
            int unit = h / in.pattern().headsPerUnit();
            int bAt = in.pattern().bGroup(unit) * in.dState();
            int cAt = in.pattern().cGroup(unit) * in.dState();
            int from = h * p;
            int to = from + p;
            double decay = r.exp(r.get(in.logDecay()[t], h));
            r.copy(in.x()[t], in.pattern().xHead(h) * p, input, from, p);
            r.scale(input, r.get(in.dt()[t], h), input, from, to);
            for (int n = 0; n < in.dState(); n++) {
                r.scale(state[n], decay, state[n], from, to);
                r.axpy(state[n], r.get(in.b()[t], bAt + n), input, from, to);
                r.axpy(y, r.get(in.c()[t], cAt + n), state[n], from, to);
            }
        }
    }
}
