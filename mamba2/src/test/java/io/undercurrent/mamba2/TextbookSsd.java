package io.undercurrent.mamba2;

import io.undercurrent.mamba2.forms.HeadPattern;

/**
 * The SSD operator for one sequence as its definition reads, token by token and head by head, with
 * any head pattern; rows are [heads or groups][P or N] flat, a state is [H][P][N].
 */
final class TextbookSsd {

    /** Which rows are per head and which are shared. */
    HeadPattern pattern;

    int headdim;
    int dState;
    double dtMin;
    double dtMax = Double.POSITIVE_INFINITY;
    Scalar[] a;
    Scalar[] dtBias;

    /** [H P]. */
    Scalar[] skip;

    Scalar[][][] state;

    /** One token; z may be null. */
    Scalar[] step(Scalar[] x, Scalar[] dt, Scalar[] b, Scalar[] c, Scalar[] z, double gapRatio) {
        int heads = pattern.heads();
        Scalar[] y = new Scalar[heads * headdim];
        for (int h = 0; h < heads; h++) {
            Scalar step = dt[h].plus(dtBias[h]).softplus().clamp(dtMin, dtMax);
            Scalar decay = step.times(a[h]).times(gapRatio).exp();
            int xAt = h / (heads / pattern.xHeads()) * headdim;
            int bAt = h / (heads / pattern.bGroups()) * dState;
            int cAt = h / (heads / pattern.cGroups()) * dState;
            for (int i = 0; i < headdim; i++) {
                Scalar sum = skip[h * headdim + i].times(x[xAt + i]);
                for (int n = 0; n < dState; n++) {
                    Scalar input = step.times(x[xAt + i]).times(b[bAt + n]);
                    state[h][i][n] = decay.times(state[h][i][n]).plus(input);
                    sum = sum.plus(state[h][i][n].times(c[cAt + n]));
                }
                int at = h * headdim + i;
                y[at] = z == null ? sum : sum.times(z[at].silu());
            }
        }
        return y;
    }
}
