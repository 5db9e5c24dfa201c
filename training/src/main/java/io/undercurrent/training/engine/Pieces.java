package io.undercurrent.training.engine;

import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.network.Tokens;

/** Cuts one sequence out of a batch, as rows. */
final class Pieces {
    private Pieces() {}

    static Tokens<float[]> tokens(Batch batch, NetworkConfig c, int sequence) {
        int horizons = c.horizons().size();
        return new Tokens<>(
                rows(batch, batch.inputs(), sequence, c.tokenWidth()),
                rows(batch, batch.bases(), sequence, horizons * c.bases()),
                rows(batch, batch.targets(), sequence, horizons),
                rows(batch, batch.units(), sequence, horizons));
    }

    private static float[][] rows(Batch batch, float[] flat, int sequence, int width) {
        float[][] rows = new float[batch.length()][width];
        int from = sequence * batch.length() * width;
        for (int t = 0; t < rows.length; t++) {
            System.arraycopy(flat, from + t * width, rows[t], 0, width);
        }
        return rows;
    }

    static long known(float[] targets) {
        long known = 0;
        for (float target : targets) {
            known += Float.isNaN(target) ? 0 : 1;
        }
        return known;
    }
}
