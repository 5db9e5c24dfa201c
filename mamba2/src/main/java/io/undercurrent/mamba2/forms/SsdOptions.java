package io.undercurrent.mamba2.forms;

/**
 * The options of the SSD operator, as in the reference's {@code mamba_chunk_scan_combined}.
 *
 * @param pattern which heads share x, B and C
 * @param headdim P
 * @param dState N
 * @param chunkSize Q, for the chunked form
 * @param dtSoftplus whether dt passes through softplus
 * @param dtMin lower bound of dt
 * @param dtMax upper bound of dt
 */
public record SsdOptions(
        HeadPattern pattern,
        int headdim,
        int dState,
        int chunkSize,
        boolean dtSoftplus,
        double dtMin,
        double dtMax) {

    /** Checks the sizes and the bounds. */
    public SsdOptions {
        if (headdim < 1 || dState < 1 || chunkSize < 1 || !(dtMin >= 0 && dtMax >= dtMin)) {
            throw new IllegalArgumentException(
                    "SSD operator with headdim="
                            + headdim
                            + ", d_state="
                            + dState
                            + ", chunk_size="
                            + chunkSize
                            + ", dt_limit=["
                            + dtMin
                            + ", "
                            + dtMax
                            + "]: sizes must be at least 1, and 0 <= dt_limit[0] <= dt_limit[1]");
        }
    }
}
