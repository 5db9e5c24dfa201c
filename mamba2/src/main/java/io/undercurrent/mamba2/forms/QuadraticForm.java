package io.undercurrent.mamba2.forms;

import java.util.ArrayList;
import java.util.List;

/**
 * The attention dual of the recurrence (paper, section 3.3 and equation 16): y = (L o C B^T) (dt
 * x), where L_ij is the decay from token j to token i. For checks and short sequences: it keeps an
 * L by L matrix and takes the exponential of every segment sum.
 */
final class QuadraticForm<V> implements SsdForm<V> {

    private final Reals<V> r;

    QuadraticForm(Reals<V> reals) {
        r = reals;
    }

    @Override
    public List<V[]> scan(ScanInputs<V> in, V[] y) {
        List<V[]> finals = new ArrayList<>();
        for (int s = 0; s < in.packing().sequences(); s++) {
            V[] finalState = r.matrix(in.dState(), in.channels());
            for (int h = 0; h < in.pattern().heads(); h++) {
                head(in, s, h, y, finalState);
            }
            finals.add(finalState);
        }
        return finals;
    }

    private void head(ScanInputs<V> in, int s, int h, V[] y, V[] finalState) {
        int start = in.packing().start(s);
        int length = in.packing().end(s) - start;
        int unit = h / in.pattern().headsPerUnit();
        int bAt = in.pattern().bGroup(unit) * in.dState();
        int cAt = in.pattern().cGroup(unit) * in.dState();
        int from = h * in.headdim();
        int to = from + in.headdim();
        V[] initial = in.initialStates().get(s);
        V[] input = inputs(in, start, length, h);
        double[] segment =
                new double[length + 1]; // log decay from token j - 1 to i; for j = 0 from S_0
        double[] decay = new double[length + 1];
        decay[0] = 1;
        for (int i = 0; i < length; i++) {
            segment[i + 1] = 0;
            for (int j = 0; j <= i; j++) {
                segment[j] += r.get(in.logDecay()[start + i], h);
            }
            for (int j = 0; j <= i + 1; j++) {
                decay[j] = r.exp(segment[j]);
            }
            V c = in.c()[start + i];
            for (int n = 0; n < in.dState(); n++) {
                r.axpy(y[start + i], decay[0] * r.get(c, cAt + n), initial[n], from, to);
            }
            for (int j = 0; j <= i; j++) {
                double cb = 0;
                for (int n = 0; n < in.dState(); n++) {
                    cb += r.get(c, cAt + n) * r.get(in.b()[start + j], bAt + n);
                }
                r.axpy(y[start + i], decay[j + 1] * cb, input[j], from, to);
            }
        }
        for (int n = 0; n < in.dState(); n++) {
            r.axpy(finalState[n], decay[0], initial[n], from, to);
            for (int j = 0; j < length; j++) {
                double b = r.get(in.b()[start + j], bAt + n);
                r.axpy(finalState[n], decay[j + 1] * b, input[j], from, to);
            }
        }
    }

    /** Computes dt x of one head, in the head's columns. */
    private V[] inputs(ScanInputs<V> in, int start, int length, int h) {
        int p = in.headdim();
        V[] input = r.matrix(length, in.channels());
        for (int j = 0; j < length; j++) {
            r.copy(in.x()[start + j], in.pattern().xHead(h) * p, input[j], h * p, p);
            r.scale(input[j], r.get(in.dt()[start + j], h), input[j], h * p, (h + 1) * p);
        }
        return input;
    }
}
