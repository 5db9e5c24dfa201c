package io.undercurrent.mamba2;

import io.undercurrent.mamba2.forms.HeadPattern;
import io.undercurrent.mamba2.forms.Packing;
import io.undercurrent.mamba2.forms.Reals;
import io.undercurrent.mamba2.forms.ScanForm;
import io.undercurrent.mamba2.forms.SsdGradients;
import io.undercurrent.mamba2.forms.SsdInputs;
import io.undercurrent.mamba2.forms.SsdOperator;
import io.undercurrent.mamba2.forms.SsdOptions;
import io.undercurrent.mamba2.forms.SsdPass;
import java.util.List;

/** One case of the SSD operator alone: all three forms and the gradients. */
final class GoldenSsdCheck<V> {

    private final GoldenCase test;
    private final GoldenTensors<V> g;
    private final Reals<V> r;
    private final int heads;
    private final int headdim;
    private final int dState;

    GoldenSsdCheck(GoldenCase test, GoldenTensors<V> tensors) {
        this.test = test;
        g = tensors;
        r = tensors.r;
        heads = test.integer("nheads");
        headdim = test.integer("headdim");
        dState = test.integer("d_state");
    }

    void run() {
        SsdOperator<V> operator = new SsdOperator<>(r, options());
        SsdInputs<V> in = inputs();
        for (ScanForm form : ScanForm.values()) {
            SsdPass<V> pass = operator.forward(form, in);
            g.compareRows("out.y", pass.y());
            g.compareTransposed("out.final_state", pass.finalStates());
            if (g.has("mid.dt")) {
                g.compareRows("mid.dt", pass.dt());
            }
        }
        SsdPass<V> pass = operator.forward(ScanForm.CHUNKED, in);
        SsdGradients<V> grad =
                operator.backward(
                        pass, g.rows("in.dy", heads * headdim), states("in.dfinal_state"));
        g.compareRows("grad.x", grad.x());
        g.compareRows("grad.dt", grad.dt());
        g.compareVector("grad.A", grad.a());
        g.compareRows("grad.B", grad.b());
        g.compareRows("grad.C", grad.c());
        if (g.has("in.dt_bias")) {
            g.compareVector("grad.dt_bias", grad.dtBias());
        }
        if (g.has("in.D")) {
            g.compare("grad.D", skipGradient(grad.skip()));
        }
        if (g.has("in.z")) {
            g.compareRows("grad.z", grad.z());
        }
        if (g.has("in.initial_states")) {
            g.compareTransposed("grad.initial_states", grad.initialStates());
        }
    }

    private SsdOptions options() {
        List<?> limit = (List<?>) test.config().get("dt_limit");
        return new SsdOptions(
                new HeadPattern(heads, blocks("in.x"), blocks("in.B"), blocks("in.C")),
                headdim,
                dState,
                test.integer("chunk_size"),
                Boolean.TRUE.equals(test.config().get("dt_softplus")),
                ((Number) limit.get(0)).doubleValue(),
                limit.get(1) instanceof Number max ? max.doubleValue() : Double.POSITIVE_INFINITY);
    }

    private int blocks(String name) {
        return (int) g.shape(name)[2];
    }

    private SsdInputs<V> inputs() {
        SsdInputs<V> in =
                new SsdInputs<>(
                        Packing.batch(test.batch(), test.length()),
                        g.rows("in.x", blocks("in.x") * headdim),
                        g.rows("in.dt", heads),
                        g.flat("in.A"),
                        g.rows("in.B", blocks("in.B") * dState),
                        g.rows("in.C", blocks("in.C") * dState));
        if (g.has("in.dt_bias")) {
            in.dtBias(g.flat("in.dt_bias"));
        }
        if (g.has("in.D")) {
            in.skip(skip());
        }
        if (g.has("in.z")) {
            in.gate(g.rows("in.z", heads * headdim));
        }
        if (g.has("in.initial_states")) {
            in.initialStates(states("in.initial_states"));
        }
        return in;
    }

    private List<V[]> states(String name) {
        return g.transposed(name, test.batch(), heads * headdim, dState);
    }

    private boolean skipByChannel() {
        return g.shape("in.D").length == 2;
    }

    private V skip() {
        V skip = r.vector(heads * headdim);
        for (int i = 0; i < heads * headdim; i++) {
            r.set(skip, i, g.doubles("in.D")[skipByChannel() ? i : i / headdim]);
        }
        return skip;
    }

    private double[] skipGradient(V byChannel) {
        double[] sum = new double[g.doubles("in.D").length];
        for (int i = 0; i < heads * headdim; i++) {
            sum[skipByChannel() ? i : i / headdim] += r.get(byChannel, i);
        }
        return sum;
    }
}
