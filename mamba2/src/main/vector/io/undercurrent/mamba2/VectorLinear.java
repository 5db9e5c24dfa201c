package io.undercurrent.mamba2;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product with the Vector API. It keeps the sums of a panel of rows in registers while it goes
 * through the columns; plain Java reads and writes every sum once per four columns. Panels are four
 * vectors high (enough independent sums to hide the latency of an addition), then two, then one;
 * the last panel may overlap the one before. Each panel's weights are contiguous, by column.
 */
final class VectorLinear implements Linear {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final int rows;
    private final int columns;
    private final float[] bias;
    private final float[] packed;

    /** Used if the matrix has fewer rows than a vector has lanes; otherwise null. */
    private final Linear narrow;

    VectorLinear(float[] weight, float[] bias, int rows) {
        this.rows = rows;
        columns = weight.length / rows;
        this.bias = bias == null ? new float[rows] : bias.clone();
        narrow = rows < LANES ? new PlainLinear(weight, bias, rows) : null;
        int vectors = narrow == null ? (rows + LANES - 1) / LANES : 0;
        packed = new float[vectors * LANES * columns];
        int at = 0;
        for (int row = 0; narrow == null && row < rows; ) {
            int height = height(row);
            int from = Math.min(row, rows - height);
            for (int c = 0; c < columns; c++) {
                for (int i = 0; i < height; i++) {
                    packed[at++] = weight[(from + i) * columns + c];
                }
            }
            row = from + height;
        }
    }

    private int height(int row) {
        int left = rows - row;
        return left >= 4 * LANES ? 4 * LANES : left >= 2 * LANES ? 2 * LANES : LANES;
    }

    @Override
    public void apply(int n, float[][] x, float[][] y) {
        if (narrow != null) {
            narrow.apply(n, x, y);
            return;
        }
        int row = 0;
        int at = 0;
        for (; row + 4 * LANES <= rows; row += 4 * LANES, at += 4 * LANES * columns) {
            for (int b = 0; b < n; b++) {
                panel4(packed, at, x[b], columns, bias, y[b], row);
            }
        }
        if (row + 2 * LANES <= rows) {
            for (int b = 0; b < n; b++) {
                panel2(packed, at, x[b], columns, bias, y[b], row);
            }
            row += 2 * LANES;
            at += 2 * LANES * columns;
        }
        for (; row < rows; row += LANES, at += LANES * columns) {
            int from = Math.min(row, rows - LANES);
            for (int b = 0; b < n; b++) {
                panel1(packed, at, x[b], columns, bias, y[b], from);
            }
        }
    }

    private static void panel4(
            float[] w, int at, float[] x, int columns, float[] bias, float[] y, int row) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, bias, row);
        FloatVector s1 = FloatVector.fromArray(SPECIES, bias, row + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, bias, row + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, bias, row + 3 * LANES);
        for (int c = 0; c < columns; c++) {
            FloatVector a = FloatVector.broadcast(SPECIES, x[c]);
            int i = at + 4 * LANES * c;
            s0 = FloatVector.fromArray(SPECIES, w, i).fma(a, s0);
            s1 = FloatVector.fromArray(SPECIES, w, i + LANES).fma(a, s1);
            s2 = FloatVector.fromArray(SPECIES, w, i + 2 * LANES).fma(a, s2);
            s3 = FloatVector.fromArray(SPECIES, w, i + 3 * LANES).fma(a, s3);
        }
        s0.intoArray(y, row);
        s1.intoArray(y, row + LANES);
        s2.intoArray(y, row + 2 * LANES);
        s3.intoArray(y, row + 3 * LANES);
    }

    private static void panel2(
            float[] w, int at, float[] x, int columns, float[] bias, float[] y, int row) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, bias, row);
        FloatVector s1 = FloatVector.fromArray(SPECIES, bias, row + LANES);
        for (int c = 0; c < columns; c++) {
            FloatVector a = FloatVector.broadcast(SPECIES, x[c]);
            int i = at + 2 * LANES * c;
            s0 = FloatVector.fromArray(SPECIES, w, i).fma(a, s0);
            s1 = FloatVector.fromArray(SPECIES, w, i + LANES).fma(a, s1);
        }
        s0.intoArray(y, row);
        s1.intoArray(y, row + LANES);
    }

    private static void panel1(
            float[] w, int at, float[] x, int columns, float[] bias, float[] y, int row) {
        FloatVector s = FloatVector.fromArray(SPECIES, bias, row);
        for (int c = 0; c < columns; c++) {
            FloatVector a = FloatVector.broadcast(SPECIES, x[c]);
            s = FloatVector.fromArray(SPECIES, w, at + LANES * c).fma(a, s);
        }
        s.intoArray(y, row);
    }
}
