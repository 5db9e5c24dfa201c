package io.undercurrent.mamba2.forms;

import io.undercurrent.mamba2.StepVariant;

/** The two precisions that the forms run in. */
public final class Precision {

    /** float32, which production and training use. */
    public static final Reals<float[]> FLOAT32 = float32(StepVariant.chosen());

    /** float64, in which formulas are checked. */
    public static final Reals<double[]> FLOAT64 = new DoubleReals();

    private Precision() {}

    /** float32 with a variant's loops; all variants give the same bits. */
    public static Reals<float[]> float32(StepVariant variant) {
        return new FloatReals(variant.loops());
    }
}
