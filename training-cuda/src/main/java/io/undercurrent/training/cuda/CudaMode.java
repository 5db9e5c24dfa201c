package io.undercurrent.training.cuda;

import java.util.Arrays;
import java.util.Locale;

/** How matrix products round their operands; they always add in float32. */
enum CudaMode {
    /** About 21 bits of the operands: as good as float32 in practice. */
    FLOAT32,

    /** 10 bits of the operands' mantissa. */
    TF32,

    /** 7 bits of the operands' mantissa. */
    BF16;

    /** Chooses the mode. */
    static final String PROPERTY = "undercurrent.cuda.precision";

    /** The mode that the property names, {@link #TF32} if there is none. */
    static CudaMode chosen() {
        String name = System.getProperty(PROPERTY, TF32.kernel());
        return Arrays.stream(values())
                .filter(mode -> mode.kernel().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        PROPERTY
                                                + "="
                                                + name
                                                + ": there are float32, tf32 and bf16"));
    }

    /** The end of the kernels' names. */
    String kernel() {
        return name().toLowerCase(Locale.ROOT);
    }
}
