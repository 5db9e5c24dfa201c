package io.undercurrent.mamba2;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops with the Vector API. A product keeps a tile of four rows by two vectors of the result
 * in registers while it goes along the inner dimension; what it reads by columns is copied into
 * panels two vectors wide first, so that the innermost loop reads forward.
 *
 * <p>No method returns a vector: if C2 has already compiled such a method separately, it is not
 * inlined, and then each call allocates objects.
 */
final class VectorLoops implements FloatLoops {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, SPECIES.vectorShape());
    private static final int LANES = SPECIES.length();
    private static final int PANEL = 2 * LANES;

    /** So much of the inner dimension at a time that its panels stay in the first-level cache. */
    private static final int DEPTH = 128;

    /** For what does not fill a vector. */
    private final PlainLoops plain = new PlainLoops();

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    /** What a thread's products copy into. */
    private static final class Scratch {
        private float[] right = new float[0];
        private float[] left = new float[0];
        private final float[][] tile = new float[TILE][PANEL];

        float[] right(int n) {
            if (right.length < n) {
                right = new float[n];
            }
            return right;
        }

        float[] left(int n) {
            if (left.length < n) {
                left = new float[n];
            }
            return left;
        }
    }

    @Override
    public void product(
            Block<float[]> c,
            Block<float[]> a,
            boolean aTransposed,
            Block<float[]> b,
            boolean bTransposed,
            int rows,
            int inner,
            int columns,
            Shape shape) {
        Scratch scratch = SCRATCH.get();
        for (int k = 0; k < inner; k += DEPTH) {
            int depth = Math.min(DEPTH, inner - k);
            float[] right = scratch.right(panels(columns) * PANEL * depth);
            if (bTransposed) {
                packTransposed(right, b.rows(), b.row(), b.column() + k, depth, columns);
            } else {
                pack(right, b.rows(), b.row() + k, b.column(), depth, columns);
            }
            float[] left = null;
            if (aTransposed) {
                left = scratch.left(panels(rows) * PANEL * depth);
                pack(left, a.rows(), a.row() + k, a.column(), depth, rows);
            }
            for (int column = 0; column < columns; column += PANEL) {
                panel(c, a, k, left, right, rows, depth, column, columns, shape, scratch.tile);
            }
        }
    }

    private static int panels(int columns) {
        return (columns + PANEL - 1) / PANEL;
    }

    /** Copies rows into panels, [panels][depth][PANEL]; the last panel may hold rubbish. */
    private static void pack(
            float[] to, float[][] rows, int row, int column, int depth, int columns) {
        for (int k = 0; k < depth; k++) {
            float[] from = rows[row + k];
            int at = k * PANEL;
            int j = 0;
            for (; j + PANEL <= columns; j += PANEL, at += PANEL * depth) {
                FloatVector.fromArray(SPECIES, from, column + j).intoArray(to, at);
                FloatVector.fromArray(SPECIES, from, column + j + LANES).intoArray(to, at + LANES);
            }
            for (int rest = 0; j + rest < columns; rest++) {
                to[at + rest] = from[column + j + rest];
            }
        }
    }

    private static void packTransposed(
            float[] to, float[][] rows, int row, int column, int depth, int columns) {
        for (int j = 0; j < columns; j++) {
            float[] from = rows[row + j];
            int at = j / PANEL * PANEL * depth + j % PANEL;
            for (int k = 0; k < depth; k++) {
                to[at + k * PANEL] = from[column + k];
            }
        }
    }

    /** One panel of the result: all its rows, tile by tile. */
    private static void panel(
            Block<float[]> c,
            Block<float[]> a,
            int innerFrom,
            float[] left,
            float[] right,
            int rows,
            int depth,
            int column,
            int columns,
            Shape shape,
            float[][] tile) {
        int at = column * depth;
        int width = Math.min(PANEL, columns - column);
        for (int i = 0; i < rows; i += TILE) {
            if (shape == Shape.RESULT_LOWER && column >= i + TILE) {
                continue;
            }
            int first = 0;
            int end = depth;
            if (shape == Shape.LEFT_LOWER && left != null) {
                first = Math.max(0, i - innerFrom);
            } else if (shape == Shape.LEFT_LOWER) {
                end = Math.min(depth, i + TILE - innerFrom);
            }
            if (first >= end) {
                continue;
            }
            int height = Math.min(TILE, rows - i);
            int cColumn = c.column() + column;
            if (height == TILE && width == PANEL) {
                float[][] all = c.rows();
                int r = c.row() + i;
                tile(
                        all[r],
                        all[r + 1],
                        all[r + 2],
                        all[r + 3],
                        cColumn,
                        a,
                        i,
                        innerFrom,
                        left,
                        depth,
                        right,
                        at,
                        first,
                        end);
                continue;
            }
            for (int r = 0; r < height; r++) {
                System.arraycopy(c.rows()[c.row() + i + r], cColumn, tile[r], 0, width);
            }
            if (height == TILE) {
                tile(
                        tile[0], tile[1], tile[2], tile[3], 0, a, i, innerFrom, left, depth, right,
                        at, first, end);
            } else {
                for (int r = 0; r < height; r++) {
                    row(tile[r], a, i + r, innerFrom, left, depth, right, at, first, end);
                }
            }
            for (int r = 0; r < height; r++) {
                System.arraycopy(tile[r], 0, c.rows()[c.row() + i + r], cColumn, width);
            }
        }
    }

    private static void tile(
            float[] c0,
            float[] c1,
            float[] c2,
            float[] c3,
            int cAt,
            Block<float[]> a,
            int i,
            int innerFrom,
            float[] left,
            int depth,
            float[] right,
            int at,
            int first,
            int end) {
        if (left != null) {
            tilePacked(
                    c0,
                    c1,
                    c2,
                    c3,
                    cAt,
                    left,
                    i / PANEL * PANEL * depth + i % PANEL,
                    right,
                    at,
                    first,
                    end);
        } else {
            float[][] rows = a.rows();
            int r = a.row() + i;
            tileRows(
                    c0,
                    c1,
                    c2,
                    c3,
                    cAt,
                    rows[r],
                    rows[r + 1],
                    rows[r + 2],
                    rows[r + 3],
                    a.column() + innerFrom,
                    right,
                    at,
                    first,
                    end);
        }
    }

    private static void tilePacked(
            float[] c0,
            float[] c1,
            float[] c2,
            float[] c3,
            int cAt,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int first,
            int end) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, c0, cAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, c0, cAt + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, c1, cAt);
        FloatVector s3 = FloatVector.fromArray(SPECIES, c1, cAt + LANES);
        FloatVector s4 = FloatVector.fromArray(SPECIES, c2, cAt);
        FloatVector s5 = FloatVector.fromArray(SPECIES, c2, cAt + LANES);
        FloatVector s6 = FloatVector.fromArray(SPECIES, c3, cAt);
        FloatVector s7 = FloatVector.fromArray(SPECIES, c3, cAt + LANES);
        for (int k = first; k < end; k++) {
            int p = bAt + PANEL * k;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, p + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aAt + PANEL * k + 0]);
            s0 = a0.fma(b0, s0);
            s1 = a0.fma(b1, s1);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aAt + PANEL * k + 1]);
            s2 = a1.fma(b0, s2);
            s3 = a1.fma(b1, s3);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aAt + PANEL * k + 2]);
            s4 = a2.fma(b0, s4);
            s5 = a2.fma(b1, s5);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aAt + PANEL * k + 3]);
            s6 = a3.fma(b0, s6);
            s7 = a3.fma(b1, s7);
        }
        s0.intoArray(c0, cAt);
        s1.intoArray(c0, cAt + LANES);
        s2.intoArray(c1, cAt);
        s3.intoArray(c1, cAt + LANES);
        s4.intoArray(c2, cAt);
        s5.intoArray(c2, cAt + LANES);
        s6.intoArray(c3, cAt);
        s7.intoArray(c3, cAt + LANES);
    }

    private static void tileRows(
            float[] c0,
            float[] c1,
            float[] c2,
            float[] c3,
            int cAt,
            float[] r0,
            float[] r1,
            float[] r2,
            float[] r3,
            int aAt,
            float[] b,
            int bAt,
            int first,
            int end) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, c0, cAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, c0, cAt + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, c1, cAt);
        FloatVector s3 = FloatVector.fromArray(SPECIES, c1, cAt + LANES);
        FloatVector s4 = FloatVector.fromArray(SPECIES, c2, cAt);
        FloatVector s5 = FloatVector.fromArray(SPECIES, c2, cAt + LANES);
        FloatVector s6 = FloatVector.fromArray(SPECIES, c3, cAt);
        FloatVector s7 = FloatVector.fromArray(SPECIES, c3, cAt + LANES);
        for (int k = first; k < end; k++) {
            int p = bAt + PANEL * k;
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, p + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, r0[aAt + k]);
            s0 = a0.fma(b0, s0);
            s1 = a0.fma(b1, s1);
            FloatVector a1 = FloatVector.broadcast(SPECIES, r1[aAt + k]);
            s2 = a1.fma(b0, s2);
            s3 = a1.fma(b1, s3);
            FloatVector a2 = FloatVector.broadcast(SPECIES, r2[aAt + k]);
            s4 = a2.fma(b0, s4);
            s5 = a2.fma(b1, s5);
            FloatVector a3 = FloatVector.broadcast(SPECIES, r3[aAt + k]);
            s6 = a3.fma(b0, s6);
            s7 = a3.fma(b1, s7);
        }
        s0.intoArray(c0, cAt);
        s1.intoArray(c0, cAt + LANES);
        s2.intoArray(c1, cAt);
        s3.intoArray(c1, cAt + LANES);
        s4.intoArray(c2, cAt);
        s5.intoArray(c2, cAt + LANES);
        s6.intoArray(c3, cAt);
        s7.intoArray(c3, cAt + LANES);
    }

    /** One row of a tile at its foot; the sums run as in a whole tile. */
    private static void row(
            float[] c,
            Block<float[]> a,
            int i,
            int innerFrom,
            float[] left,
            int depth,
            float[] right,
            int at,
            int first,
            int end) {
        float[] factors = left != null ? left : a.rows()[a.row() + i];
        int from = left != null ? i / PANEL * PANEL * depth + i % PANEL : a.column() + innerFrom;
        int step = left != null ? PANEL : 1;
        FloatVector s0 = FloatVector.fromArray(SPECIES, c, 0);
        FloatVector s1 = FloatVector.fromArray(SPECIES, c, LANES);
        for (int k = first; k < end; k++) {
            FloatVector factor = FloatVector.broadcast(SPECIES, factors[from + step * k]);
            s0 = factor.fma(FloatVector.fromArray(SPECIES, right, at + PANEL * k), s0);
            s1 = factor.fma(FloatVector.fromArray(SPECIES, right, at + PANEL * k + LANES), s1);
        }
        s0.intoArray(c, 0);
        s1.intoArray(c, LANES);
    }

    @Override
    public void add(float[] y, int yAt, float[] x, int xAt, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + i)
                    .add(FloatVector.fromArray(SPECIES, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = y[yAt + i] + x[xAt + i];
        }
    }

    @Override
    public void scale(float[] y, float a, float[] x, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i).mul(a).intoArray(y, i);
        }
        plain.scale(y, a, x, i, to);
    }

    @Override
    public void axpy(float[] y, float a, float[] x, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector.broadcast(SPECIES, a)
                    .fma(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, y, i))
                    .intoArray(y, i);
        }
        plain.axpy(y, a, x, i, to);
    }

    @Override
    public void multiply(float[] y, float[] w, float[] x, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector.fromArray(SPECIES, w, i)
                    .mul(FloatVector.fromArray(SPECIES, x, i))
                    .intoArray(y, i);
        }
        plain.multiply(y, w, x, i, to);
    }

    @Override
    public void multiplyAdd(float[] y, float[] w, float[] x, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector.fromArray(SPECIES, w, i)
                    .fma(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, y, i))
                    .intoArray(y, i);
        }
        plain.multiplyAdd(y, w, x, i, to);
    }

    @Override
    public void subtract(float[] y, float[] x, float[] w, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i)
                    .sub(FloatVector.fromArray(SPECIES, w, i))
                    .intoArray(y, i);
        }
        plain.subtract(y, x, w, i, to);
    }

    @Override
    public void silu(float[] y, float[] x, int from, int to) {
        siluOf(y, x, from, to);
    }

    /**
     * {@link #silu}, with the same operations as {@link FloatMath#silu}, so the bits are the same.
     *
     * <p>It reads and writes arrays, because a method that returns a vector is not inlined if C2
     * has already compiled it separately, and then each call allocates objects.
     */
    static void siluOf(float[] y, float[] x, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector c = v.min(FloatMath.LIMIT).max(-FloatMath.LIMIT);
            FloatVector t = c.mul(c);
            FloatVector p =
                    t.mul(FloatMath.P4)
                            .add(FloatMath.P3)
                            .mul(t)
                            .add(FloatMath.P2)
                            .mul(t)
                            .add(FloatMath.P1)
                            .mul(t)
                            .add(FloatMath.P0)
                            .mul(c);
            FloatVector q =
                    t.mul(FloatMath.Q4)
                            .add(FloatMath.Q3)
                            .mul(t)
                            .add(FloatMath.Q2)
                            .mul(t)
                            .add(FloatMath.Q1)
                            .mul(t)
                            .add(1f);
            FloatVector s = p.div(q).mul(0.5f).add(0.5f);
            v.mul(s).intoArray(y, i);
        }
        for (; i < to; i++) {
            y[i] = FloatMath.silu(x[i]);
        }
    }

    @Override
    public void siluBackward(float[] dx, float[] x, float[] dy, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector c = v.min(FloatMath.LIMIT).max(-FloatMath.LIMIT);
            FloatVector t = c.mul(c);
            FloatVector p =
                    t.mul(FloatMath.P4)
                            .add(FloatMath.P3)
                            .mul(t)
                            .add(FloatMath.P2)
                            .mul(t)
                            .add(FloatMath.P1)
                            .mul(t)
                            .add(FloatMath.P0)
                            .mul(c);
            FloatVector q =
                    t.mul(FloatMath.Q4)
                            .add(FloatMath.Q3)
                            .mul(t)
                            .add(FloatMath.Q2)
                            .mul(t)
                            .add(FloatMath.Q1)
                            .mul(t)
                            .add(1f);
            FloatVector s = p.div(q).mul(0.5f).add(0.5f);
            FloatVector slope = s.add(v.mul(s).mul(FloatVector.broadcast(SPECIES, 1f).sub(s)));
            FloatVector.fromArray(SPECIES, dy, i).mul(slope).intoArray(dx, i);
        }
        plain.siluBackward(dx, x, dy, i, to);
    }

    @Override
    public void exp(float[] y, float[] x, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector c = v.min(88f).max(-87f);
            FloatVector shifted =
                    c.fma(
                            FloatVector.broadcast(SPECIES, (float) FloatMath.LOG2_E),
                            FloatVector.broadcast(SPECIES, FloatMath.ROUND));
            FloatVector k = shifted.sub(FloatMath.ROUND);
            FloatVector high1 = k.fma(FloatVector.broadcast(SPECIES, -FloatMath.LN2_HIGH_F), c);
            FloatVector r = k.fma(FloatVector.broadcast(SPECIES, -FloatMath.LN2_LOW_F), high1);
            FloatVector r2 = r.mul(r);
            FloatVector low =
                    r.fma(
                                    FloatVector.broadcast(SPECIES, (float) FloatMath.E3),
                                    FloatVector.broadcast(SPECIES, (float) FloatMath.E2))
                            .fma(r2, r.add(1f));
            FloatVector middle =
                    r.fma(
                            FloatVector.broadcast(SPECIES, (float) FloatMath.E5),
                            FloatVector.broadcast(SPECIES, (float) FloatMath.E4));
            FloatVector high =
                    r.fma(
                                    FloatVector.broadcast(SPECIES, (float) FloatMath.E7),
                                    FloatVector.broadcast(SPECIES, (float) FloatMath.E6))
                            .fma(r2, middle);
            IntVector bits =
                    shifted.reinterpretAsInts()
                            .sub(Float.floatToRawIntBits(FloatMath.ROUND) - 127)
                            .lanewise(VectorOperators.LSHL, 23);
            FloatVector e = r2.mul(r2).fma(high, low).mul(bits.reinterpretAsFloats());
            VectorMask<Float> under = v.lt(-87f);
            VectorMask<Float> over =
                    v.lt(Float.POSITIVE_INFINITY).and(v.lt(88f).or(v.eq(88f))).not();
            e.blend(0f, under).blend(v.max(Float.POSITIVE_INFINITY), over).intoArray(y, i);
        }
        plain.exp(y, x, i, to);
    }

    @Override
    public void softplus(float[] y, float[] slope, float[] x, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector a = v.abs().neg();
            FloatVector c = a.max(-87f);
            FloatVector shifted =
                    c.fma(
                            FloatVector.broadcast(SPECIES, (float) FloatMath.LOG2_E),
                            FloatVector.broadcast(SPECIES, FloatMath.ROUND));
            FloatVector k = shifted.sub(FloatMath.ROUND);
            FloatVector high1 = k.fma(FloatVector.broadcast(SPECIES, -FloatMath.LN2_HIGH_F), c);
            FloatVector r = k.fma(FloatVector.broadcast(SPECIES, -FloatMath.LN2_LOW_F), high1);
            FloatVector r2 = r.mul(r);
            FloatVector low =
                    r.fma(
                                    FloatVector.broadcast(SPECIES, (float) FloatMath.E3),
                                    FloatVector.broadcast(SPECIES, (float) FloatMath.E2))
                            .fma(r2, r.add(1f));
            FloatVector middle =
                    r.fma(
                            FloatVector.broadcast(SPECIES, (float) FloatMath.E5),
                            FloatVector.broadcast(SPECIES, (float) FloatMath.E4));
            FloatVector high =
                    r.fma(
                                    FloatVector.broadcast(SPECIES, (float) FloatMath.E7),
                                    FloatVector.broadcast(SPECIES, (float) FloatMath.E6))
                            .fma(r2, middle);
            IntVector bits =
                    shifted.reinterpretAsInts()
                            .sub(Float.floatToRawIntBits(FloatMath.ROUND) - 127)
                            .lanewise(VectorOperators.LSHL, 23);
            FloatVector positive = r2.mul(r2).fma(high, low).mul(bits.reinterpretAsFloats());
            FloatVector e = positive.blend(0f, a.lt(-87f));
            FloatVector one = FloatVector.broadcast(SPECIES, 1f);
            one.blend(e, v.lt(0f)).div(e.add(1f)).intoArray(slope, i);
            FloatVector s = e.div(e.add(2f));
            FloatVector t = s.mul(s);
            FloatVector t2 = t.mul(t);
            FloatVector lows =
                    t.fma(
                                    FloatVector.broadcast(SPECIES, FloatMath.L7),
                                    FloatVector.broadcast(SPECIES, FloatMath.L5))
                            .fma(t2, t.fma(FloatVector.broadcast(SPECIES, FloatMath.L3), one));
            FloatVector highs =
                    t.fma(
                                    FloatVector.broadcast(SPECIES, FloatMath.L15),
                                    FloatVector.broadcast(SPECIES, FloatMath.L13))
                            .fma(
                                    t2,
                                    t.fma(
                                            FloatVector.broadcast(SPECIES, FloatMath.L11),
                                            FloatVector.broadcast(SPECIES, FloatMath.L9)));
            FloatVector sum = v.max(0f).add(s.mul(2f).mul(t2.mul(t2).fma(highs, lows)));
            VectorMask<Float> curved = v.lt(20f).or(v.eq(20f));
            v.blend(sum, curved).intoArray(y, i);
        }
        plain.softplus(y, slope, x, i, to);
    }

    @Override
    public void max(float[] y, float[] x, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector.fromArray(SPECIES, y, i)
                    .max(FloatVector.fromArray(SPECIES, x, i))
                    .intoArray(y, i);
        }
        plain.max(y, x, i, to);
    }

    @Override
    public void pinball(
            float[] sum, float[] w, float[] y, float[] q, float level, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector e =
                    FloatVector.fromArray(SPECIES, y, i).sub(FloatVector.fromArray(SPECIES, q, i));
            FloatVector worse = e.mul(level).max(e.mul(level - 1f));
            FloatVector.fromArray(SPECIES, w, i)
                    .fma(worse, FloatVector.fromArray(SPECIES, sum, i))
                    .intoArray(sum, i);
        }
        plain.pinball(sum, w, y, q, level, i, to);
    }

    @Override
    public void pinballSlope(
            float[] d, float[] w, float[] y, float[] q, float level, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            VectorMask<Float> below =
                    FloatVector.fromArray(SPECIES, y, i).lt(FloatVector.fromArray(SPECIES, q, i));
            FloatVector s = FloatVector.broadcast(SPECIES, -level).blend(1f - level, below);
            FloatVector.fromArray(SPECIES, w, i)
                    .fma(s, FloatVector.fromArray(SPECIES, d, i))
                    .intoArray(d, i);
        }
        plain.pinballSlope(d, w, y, q, level, i, to);
    }
}
