package io.undercurrent.training.network;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.mamba2.forms.Dense;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.scorer.network.NetworkShapes;

/**
 * The trunk without memory: {@code silu(W2 silu(W1 x))} on each token's inputs. It gets the same
 * inputs, bases and head as Mamba-2, so the difference is what the state earns.
 */
final class Mlp<V> {
    private final Reals<V> r;
    private final int width;
    private final int hidden;
    private final Dense<V> first;
    private final Dense<V> second;

    Mlp(Reals<V> reals, NetworkConfig c, Parameters<V> p) {
        r = reals;
        width = c.width();
        hidden = c.mlpHidden();
        first = dense(p, NetworkShapes.HIDDEN, hidden, width);
        second = dense(p, NetworkShapes.OUT, width, hidden);
    }

    private Dense<V> dense(Parameters<V> p, String name, int outputs, int inputs) {
        return new Dense<>(
                r,
                p.get(NetworkShapes.weight(name)),
                p.get(NetworkShapes.bias(name)),
                outputs,
                inputs);
    }

    /** Inputs and every layer before and after its SiLU, [T][...]. */
    static final class Pass<V> {
        private final V[] inputs;
        private final V[] before;
        private final V[] hidden;
        private final V[] last;
        private final V[] outputs;

        private Pass(V[] inputs, V[] before, V[] hidden, V[] last, V[] outputs) {
            this.inputs = inputs;
            this.before = before;
            this.hidden = hidden;
            this.last = last;
            this.outputs = outputs;
        }

        V[] outputs() {
            return outputs;
        }
    }

    Pass<V> forward(V[] x) {
        V[] before = first.forward(x);
        V[] activated = silu(before, hidden);
        V[] last = second.forward(activated);
        return new Pass<>(x, before, activated, last, silu(last, width));
    }

    private V[] silu(V[] x, int n) {
        V[] y = r.matrix(x.length, n);
        for (int t = 0; t < x.length; t++) {
            r.silu(y[t], x[t], 0, n);
        }
        return y;
    }

    V[] backward(Pass<V> pass, V[] dOut, Parameters<V> gradients) {
        V[] dLast = r.matrix(dOut.length, width);
        for (int t = 0; t < dOut.length; t++) {
            r.siluBackward(dLast[t], pass.last[t], dOut[t], 0, width);
        }
        V[] dHidden =
                second.backward(
                        pass.hidden,
                        dLast,
                        gradients.get(NetworkShapes.weight(NetworkShapes.OUT)),
                        gradients.get(NetworkShapes.bias(NetworkShapes.OUT)));
        V[] dBefore = r.matrix(dOut.length, hidden);
        for (int t = 0; t < dOut.length; t++) {
            r.siluBackward(dBefore[t], pass.before[t], dHidden[t], 0, hidden);
        }
        return first.backward(
                pass.inputs,
                dBefore,
                gradients.get(NetworkShapes.weight(NetworkShapes.HIDDEN)),
                gradients.get(NetworkShapes.bias(NetworkShapes.HIDDEN)));
    }
}
