package io.undercurrent.mamba2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Mamba-2 as one would write it from the paper, in float64, with the reference's names and layouts
 * and no regard for speed. It stays as the oracle of every fast path.
 */
final class TextbookMixer {

    private final Scalar.Tape tape;
    private final Mamba2Config c;
    private final Map<String, Scalar[]> p = new LinkedHashMap<>();

    TextbookMixer(Scalar.Tape tape, Mamba2Config config, Parameters<double[]> parameters) {
        this.tape = tape;
        c = config;
        parameters.names().forEach(name -> p.put(name, tape.of(parameters.get(name))));
    }

    /** One sequence's memory: raw inputs of the convolution, and the state [H][P][N]. */
    final class State {
        final List<Scalar[]> past = new ArrayList<>();
        final Scalar[][][] ssm = new Scalar[c.nheads()][c.headdim()][c.dState()];

        State() {
            for (int k = 0; k < c.dConv(); k++) {
                past.add(tape.of(new double[c.convDim()]));
            }
            for (int i = 0; i < c.ssmFloats(); i++) {
                int h = i / (c.headdim() * c.dState());
                int channel = i / c.dState() % c.headdim();
                ssm[h][channel][i % c.dState()] =
                        c.learnableInitStates() ? p.get("init_states")[i] : tape.of(0);
            }
        }
    }

    Map<String, Scalar[]> parameters() {
        return p;
    }

    /** One token: u [D] to y [D]. */
    Scalar[] step(Scalar[] u, double gapRatio, State state) {
        Scalar[] zxbcdt = linear("in_proj", u, c.dInProj());
        int mlp = c.dMlp();
        int at = 2 * mlp + c.dSsm();
        Scalar[] raw = slice(zxbcdt, at, c.convDim());
        state.past.remove(0);
        state.past.add(raw);
        Scalar[] xbc = convolution(state.past);

        Scalar[] y = new Scalar[c.dSsm()];
        for (int h = 0; h < c.nheads(); h++) {
            Scalar dt =
                    zxbcdt[at + c.convDim() + h]
                            .plus(p.get("dt_bias")[h])
                            .softplus()
                            .clamp(c.dtLimitMin(), c.dtLimitMax());
            Scalar a = p.get("A_log")[h].exp().times(-1);
            Scalar decay = dt.times(a).times(gapRatio).exp();
            int group = h / (c.nheads() / c.ngroups());
            for (int i = 0; i < c.headdim(); i++) {
                int channel = h * c.headdim() + i;
                Scalar x = xbc[channel];
                Scalar read = tape.of(0);
                for (int n = 0; n < c.dState(); n++) {
                    Scalar b = xbc[c.dSsm() + group * c.dState() + n];
                    Scalar cc = xbc[c.dSsm() + (c.ngroups() + group) * c.dState() + n];
                    Scalar s = decay.times(state.ssm[h][i][n]).plus(dt.times(x).times(b));
                    state.ssm[h][i][n] = s;
                    read = read.plus(s.times(cc));
                }
                Scalar d = p.get("D")[c.dHasHdim() ? channel : h];
                y[channel] = read.plus(d.times(x));
            }
        }
        Scalar[] out = new Scalar[c.dInner()];
        for (int i = 0; i < mlp; i++) {
            out[i] = zxbcdt[i].silu().times(zxbcdt[mlp + i]);
        }
        Scalar[] gated = gatedNorm(y, slice(zxbcdt, 2 * mlp, c.dSsm()));
        System.arraycopy(gated, 0, out, mlp, gated.length);
        return linear("out_proj", out, c.dModel());
    }

    private Scalar[] convolution(List<Scalar[]> past) {
        Scalar[] out = new Scalar[c.convDim()];
        for (int channel = 0; channel < out.length; channel++) {
            Scalar sum = c.convBias() ? p.get("conv1d.bias")[channel] : tape.of(0);
            for (int k = 0; k < c.dConv(); k++) {
                Scalar weight = p.get("conv1d.weight")[channel * c.dConv() + k];
                sum = sum.plus(weight.times(past.get(k)[channel]));
            }
            out[channel] = sum.silu();
        }
        return out;
    }

    private Scalar[] gatedNorm(Scalar[] y, Scalar[] z) {
        Scalar[] result = new Scalar[y.length];
        for (int i = 0; i < y.length; i++) {
            boolean gateFirst = !c.rmsnorm() || !c.normBeforeGate();
            result[i] = gateFirst ? y[i].times(z[i].silu()) : y[i];
        }
        if (!c.rmsnorm()) {
            return result;
        }
        result = rmsNorm(tape, result, p.get("norm.weight"), c.groupedNorm() ? c.ngroups() : 1);
        for (int i = 0; i < y.length && c.normBeforeGate(); i++) {
            result[i] = result[i].times(z[i].silu());
        }
        return result;
    }

    static Scalar[] rmsNorm(Scalar.Tape tape, Scalar[] x, Scalar[] weight, int groups) {
        Scalar[] out = new Scalar[x.length];
        int size = x.length / groups;
        for (int g = 0; g < groups; g++) {
            List<Scalar> squares = new ArrayList<>();
            for (int i = g * size; i < (g + 1) * size; i++) {
                squares.add(x[i].times(x[i]));
            }
            Scalar inverse =
                    tape.sum(squares).times(1.0 / size).plus(Mamba2Config.NORM_EPS).power(-0.5);
            for (int i = g * size; i < (g + 1) * size; i++) {
                out[i] = x[i].times(inverse).times(weight[i]);
            }
        }
        return out;
    }

    private Scalar[] linear(String name, Scalar[] x, int rows) {
        Scalar[] y = new Scalar[rows];
        for (int r = 0; r < rows; r++) {
            Scalar sum = c.bias() ? p.get(name + ".bias")[r] : tape.of(0);
            for (int i = 0; i < x.length; i++) {
                sum = sum.plus(p.get(name + ".weight")[r * x.length + i].times(x[i]));
            }
            y[r] = sum;
        }
        return y;
    }

    private static Scalar[] slice(Scalar[] x, int from, int count) {
        Scalar[] slice = new Scalar[count];
        System.arraycopy(x, from, slice, 0, count);
        return slice;
    }
}
