package io.undercurrent.mamba2.forms;

/** The two precisions that the forms run in. */
public final class Precision {

    /** float32, which production and training use. */
    public static final Reals<float[]> FLOAT32 = new FloatReals();

    /** float64, in which formulas are checked. */
    public static final Reals<double[]> FLOAT64 = new DoubleReals();

    private Precision() {}
}
