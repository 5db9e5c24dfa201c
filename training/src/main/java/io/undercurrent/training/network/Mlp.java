package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.LayerStates;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;
import java.util.List;

/**
 * The trunk without state: {@code silu(W2 silu(W1 x))} on each token's inputs. It gets the same
 * inputs, bases and head as Mamba-2, so the difference shows what the state contributes.
 */
final class Mlp<V> implements TrunkForm<V> {
    private final Reals<V> r;
    private final int width;
    private final int hidden;
    private final Layer<V> first;
    private final Layer<V> second;

    Mlp(Reals<V> reals, NetworkConfig c, Parameters<V> p) {
        r = reals;
        width = c.width();
        hidden = c.mlpHidden();
        first = Layer.of(reals, p, NetworkShapes.HIDDEN, hidden, width);
        second = Layer.of(reals, p, NetworkShapes.OUT, width, hidden);
    }

    @Override
    public TrunkForm.Pass<V> forward(V[] x, List<LayerStates<V>> initial) {
        V[] before = first.forward(x);
        V[] activated = silu(before, hidden);
        V[] last = second.forward(activated);
        return new Pass(x, before, activated, last, silu(last, width));
    }

    private V[] silu(V[] x, int n) {
        V[] y = r.matrix(x.length, n);
        for (int t = 0; t < x.length; t++) {
            r.silu(y[t], x[t], 0, n);
        }
        return y;
    }

    /** Inputs, and every layer before and after its SiLU, [T][...]. */
    private final class Pass implements TrunkForm.Pass<V> {
        private final V[] inputs;
        private final V[] before;
        private final V[] activated;
        private final V[] last;
        private final V[] outputs;

        Pass(V[] inputs, V[] before, V[] activated, V[] last, V[] outputs) {
            this.inputs = inputs;
            this.before = before;
            this.activated = activated;
            this.last = last;
            this.outputs = outputs;
        }

        @Override
        public V[] outputs() {
            return outputs;
        }

        @Override
        public List<LayerStates<V>> finalStates() {
            return List.of();
        }

        @Override
        public V[] backward(V[] dOut, Parameters<V> gradients) {
            V[] dLast = r.matrix(dOut.length, width);
            for (int t = 0; t < dOut.length; t++) {
                r.siluBackward(dLast[t], last[t], dOut[t], 0, width);
            }
            V[] dHidden = second.backward(activated, dLast, gradients);
            V[] dBefore = r.matrix(dOut.length, hidden);
            for (int t = 0; t < dOut.length; t++) {
                r.siluBackward(dBefore[t], before[t], dHidden[t], 0, hidden);
            }
            return first.backward(inputs, dBefore, gradients);
        }
    }
}
