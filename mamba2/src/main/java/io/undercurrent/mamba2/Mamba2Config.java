package io.undercurrent.mamba2;

/**
 * The shape and the options of one Mamba-2 mixer, with the names and defaults of the reference
 * implementation (state-spaces/mamba, {@code Mamba2}) so that its checkpoints load without
 * translation.
 *
 * @param dModel width of the residual stream, D
 * @param dState state size per channel, N
 * @param dConv width of the causal convolution, K
 * @param convInit half-width of the convolution's uniform initialisation; 0 means 1/sqrt(K)
 * @param expand d_inner = expand * d_model
 * @param headdim channels per head, P
 * @param dSsm channels that go through the state, S; the other d_inner - S channels are a gated MLP
 * @param ngroups groups of B and C, G; 1 is the multi-value pattern, S/P the multi-head pattern
 * @param dHasHdim whether D has one entry per channel instead of one per head
 * @param rmsnorm whether a gated RMSNorm precedes the output projection; false means a plain gate
 * @param normBeforeGate true: normalise, then multiply by silu(z); false: the other way round
 * @param groupedNorm whether to normalise each group of S/G channels separately; the reference's
 *     unfused {@code Mamba2Simple} does not
 * @param dtLimitMin lower bound of dt after softplus
 * @param dtLimitMax upper bound of dt after softplus
 * @param bias whether both projections have a bias
 * @param convBias whether the convolution has a bias
 * @param chunkSize tokens per chunk of the chunked form, Q; it affects rounding only
 * @param learnableInitStates whether the initial SSM state is a parameter, as in the reference's
 *     {@code Mamba2Simple}
 * @param dtMin smallest dt drawn at initialisation
 * @param dtMax largest dt drawn at initialisation
 * @param dtInitFloor floor of dt at initialisation
 * @param aInitMin smallest -A drawn at initialisation
 * @param aInitMax largest -A drawn at initialisation
 */
public record Mamba2Config(
        int dModel,
        int dState,
        int dConv,
        double convInit,
        int expand,
        int headdim,
        int dSsm,
        int ngroups,
        boolean dHasHdim,
        boolean rmsnorm,
        boolean normBeforeGate,
        boolean groupedNorm,
        double dtLimitMin,
        double dtLimitMax,
        boolean bias,
        boolean convBias,
        int chunkSize,
        boolean learnableInitStates,
        double dtMin,
        double dtMax,
        double dtInitFloor,
        double aInitMin,
        double aInitMax) {

    /** The epsilon of every RMSNorm, fixed in the reference. */
    public static final double NORM_EPS = 1e-5;

    /** Upper limit of each dimension, so that the product of any two fits an int. */
    static final int MAX_DIMENSION = 1 << 15;

    /** Checks every value; the message names the option, its value and what is allowed. */
    public Mamba2Config {
        dimension("d_model", dModel);
        dimension("d_state", dState);
        dimension("d_conv", dConv);
        dimension("expand", expand);
        long inner = (long) expand * dModel;
        require(
                inner <= MAX_DIMENSION,
                "expand*d_model",
                inner,
                "at most " + MAX_DIMENSION + "; lower expand or d_model");
        dimension("headdim", headdim);
        dimension("d_ssm", dSsm);
        dimension("ngroups", ngroups);
        dimension("chunk_size", chunkSize);
        require(dSsm <= inner, "d_ssm", dSsm, "at most expand*d_model = " + inner);
        require(
                dSsm % headdim == 0,
                "headdim",
                headdim,
                "a divisor of d_ssm = " + dSsm + " (d_ssm/headdim is the number of heads)");
        int heads = dSsm / headdim;
        require(
                heads % ngroups == 0,
                "ngroups",
                ngroups,
                "a divisor of the number of heads d_ssm/headdim = " + heads);
        require(
                (long) ngroups * dState <= MAX_DIMENSION,
                "ngroups*d_state",
                (long) ngroups * dState,
                "at most " + MAX_DIMENSION + "; lower ngroups or d_state");
        require(
                (long) dState * dSsm <= 1 << 26,
                "d_state*d_ssm",
                (long) dState * dSsm,
                "at most " + (1 << 26) + " floats of state a layer; lower d_state or d_ssm");
        long projection = (2 * inner + 2L * ngroups * dState + heads) * dModel;
        require(
                projection <= 1 << 30,
                "d_model",
                dModel,
                "smaller: in_proj would have " + projection + " weights, more than " + (1 << 30));
        require(
                dtLimitMin >= 0 && dtLimitMin < Double.POSITIVE_INFINITY,
                "dt_limit[0]",
                dtLimitMin,
                "a number >= 0");
        require(dtLimitMax >= dtLimitMin, "dt_limit[1]", dtLimitMax, ">= dt_limit[0]");
        require(finitePositive(dtMin), "dt_min", dtMin, "a number > 0");
        require(finitePositive(dtMax) && dtMax >= dtMin, "dt_max", dtMax, ">= dt_min = " + dtMin);
        require(finitePositive(dtInitFloor), "dt_init_floor", dtInitFloor, "a number > 0");
        require(finitePositive(aInitMin), "A_init_range[0]", aInitMin, "a number > 0");
        require(
                finitePositive(aInitMax) && aInitMax >= aInitMin,
                "A_init_range[1]",
                aInitMax,
                ">= A_init_range[0] = " + aInitMin);
        require(
                convInit == 0 || finitePositive(convInit),
                "conv_init",
                convInit,
                "a number > 0, or 0 for 1/sqrt(d_conv)");
    }

    private static boolean finitePositive(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    private static void dimension(String name, int value) {
        require(
                value >= 1 && value <= MAX_DIMENSION,
                name,
                value,
                "an integer from 1 to " + MAX_DIMENSION);
    }

    private static void require(boolean holds, String name, Number value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Mamba-2 option "
                            + name
                            + "="
                            + value
                            + " is not allowed; it must be "
                            + allowed);
        }
    }

    /** d_inner = expand * d_model, I. */
    public int dInner() {
        return expand * dModel;
    }

    /** Number of heads, H = S/P. */
    public int nheads() {
        return dSsm / headdim;
    }

    /** Channels of the gated MLP inside the block, M = I - S. */
    public int dMlp() {
        return dInner() - dSsm;
    }

    /** Channels of the convolution, X = S + 2GN: x, then B, then C. */
    public int convDim() {
        return dSsm + 2 * ngroups * dState;
    }

    /** Rows of in_proj, ordered z0 (M), x0 (M), z (S), x (S), B (GN), C (GN), dt (H). */
    public int dInProj() {
        return 2 * dMlp() + dSsm + convDim() + nheads();
    }

    /**
     * Number of floats in one layer's convolution tail: the K-1 newest raw inputs of X channels.
     */
    public int convFloats() {
        return (dConv - 1) * convDim();
    }

    /** Number of floats in one layer's SSM state: N times S. */
    public int ssmFloats() {
        return dState * dSsm;
    }

    /** A builder with the reference's defaults for the given d_model. */
    public static Builder builder(int dModel) {
        return new Builder(dModel);
    }

    /**
     * Collects options. Each setter has the reference's name for its option; {@link #build}
     * validates.
     */
    public static final class Builder {
        private final int dModel;
        private int dState = 128;
        private int dConv = 4;
        private double convInit;
        private int expand = 2;
        private int headdim = 64;
        private Integer dSsm;
        private int ngroups = 1;
        private boolean dHasHdim;
        private boolean rmsnorm = true;
        private boolean normBeforeGate;
        private boolean groupedNorm = true;
        private double dtLimitMin;
        private double dtLimitMax = Double.POSITIVE_INFINITY;
        private boolean bias;
        private boolean convBias = true;
        private int chunkSize = 256;
        private boolean learnableInitStates;
        private double dtMin = 1e-3;
        private double dtMax = 0.1;
        private double dtInitFloor = 1e-4;
        private double aInitMin = 1;
        private double aInitMax = 16;

        private Builder(int dModel) {
            this.dModel = dModel;
        }

        /** d_state; default 128. */
        public Builder dState(int value) {
            dState = value;
            return this;
        }

        /** d_conv; default 4. */
        public Builder dConv(int value) {
            dConv = value;
            return this;
        }

        /** conv_init; default 0, which means 1/sqrt(d_conv). */
        public Builder convInit(double value) {
            convInit = value;
            return this;
        }

        /** expand; default 2. */
        public Builder expand(int value) {
            expand = value;
            return this;
        }

        /** headdim; default 64. */
        public Builder headdim(int value) {
            headdim = value;
            return this;
        }

        /** d_ssm; default expand * d_model. */
        public Builder dSsm(int value) {
            dSsm = value;
            return this;
        }

        /** ngroups; default 1. */
        public Builder ngroups(int value) {
            ngroups = value;
            return this;
        }

        /** D_has_hdim; default false. */
        public Builder dHasHdim(boolean value) {
            dHasHdim = value;
            return this;
        }

        /** rmsnorm; default true. */
        public Builder rmsnorm(boolean value) {
            rmsnorm = value;
            return this;
        }

        /** norm_before_gate; default false. */
        public Builder normBeforeGate(boolean value) {
            normBeforeGate = value;
            return this;
        }

        /** Whether each group is normalised separately; default true. */
        public Builder groupedNorm(boolean value) {
            groupedNorm = value;
            return this;
        }

        /** dt_limit; default (0, infinity). */
        public Builder dtLimit(double min, double max) {
            dtLimitMin = min;
            dtLimitMax = max;
            return this;
        }

        /** bias; default false. */
        public Builder bias(boolean value) {
            bias = value;
            return this;
        }

        /** conv_bias; default true. */
        public Builder convBias(boolean value) {
            convBias = value;
            return this;
        }

        /** chunk_size; default 256. */
        public Builder chunkSize(int value) {
            chunkSize = value;
            return this;
        }

        /** learnable_init_states; default false. */
        public Builder learnableInitStates(boolean value) {
            learnableInitStates = value;
            return this;
        }

        /** dt_min, dt_max and dt_init_floor; default 1e-3, 0.1 and 1e-4. */
        public Builder dtInit(double min, double max, double floor) {
            dtMin = min;
            dtMax = max;
            dtInitFloor = floor;
            return this;
        }

        /** A_init_range; default (1, 16). */
        public Builder aInitRange(double min, double max) {
            aInitMin = min;
            aInitMax = max;
            return this;
        }

        /**
         * The validated configuration.
         *
         * @throws IllegalArgumentException naming the option, its value and what is allowed
         */
        public Mamba2Config build() {
            long inner = Math.min((long) expand * dModel, Integer.MAX_VALUE);
            return new Mamba2Config(
                    dModel,
                    dState,
                    dConv,
                    convInit,
                    expand,
                    headdim,
                    dSsm == null ? (int) Math.max(1, inner) : dSsm,
                    ngroups,
                    dHasHdim,
                    rmsnorm,
                    normBeforeGate,
                    groupedNorm,
                    dtLimitMin,
                    dtLimitMax,
                    bias,
                    convBias,
                    chunkSize,
                    learnableInitStates,
                    dtMin,
                    dtMax,
                    dtInitFloor,
                    aInitMin,
                    aInitMax);
        }
    }
}
