package io.undercurrent.mamba2.forms;

/** The two precisions that the forms run in. */
public final class Precision {

    /** float32: what production and training use. */
    public static final Reals<float[]> FLOAT32 = new FloatReals();

    /** float64: what formulas are checked in. */
    public static final Reals<double[]> FLOAT64 = new DoubleReals();

    private Precision() {}
}
