package io.undercurrent.mamba2.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, in every type and shape. */
class SafetensorsFileTest {

    private static final double[] NUMBERS = {
        0,
        -0.0,
        1,
        -2.5,
        65504,
        1e-8,
        6e-8,
        0.1,
        1e30,
        Double.POSITIVE_INFINITY,
        Double.NaN,
        3.14159
    };

    @TempDir Path folder;

    @Test
    void everyTypeSurvives() throws IOException {
        Path file = folder.resolve("all.safetensors");
        SafetensorsWriter writer =
                new SafetensorsWriter().metadata("made by", "a \"test\"\n\\ of ünïcode");
        long[] small = {0, 1, 1, 0, 1, 0};
        for (DType dtype : DType.values()) {
            if (dtype.isFloating()) {
                writer.doubles(dtype.name(), dtype, new int[] {3, 4}, NUMBERS);
            } else {
                writer.longs(dtype.name(), dtype, new int[] {6}, small);
            }
        }
        writer.floats("scalar", DType.F32, new int[0], new float[] {7});
        writer.floats("empty", DType.F32, new int[] {0, 4}, new float[0]);
        writer.longs("far", DType.I64, new int[] {2}, new long[] {Long.MIN_VALUE, Long.MAX_VALUE});
        writer.longs("deep", DType.I16, new int[] {2}, new long[] {-32768, 32767});
        writer.longs("high", DType.U32, new int[] {1}, new long[] {4294967295L});
        writer.write(file);

        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).containsEntry("made by", "a \"test\"\n\\ of ünïcode");
            assertThat(read.doubles("F64")).containsExactly(NUMBERS);
            for (int i = 0; i < NUMBERS.length; i++) {
                assertThat(Float.compare(read.floats("F32")[i], (float) NUMBERS[i]))
                        .as("F32 of %s", NUMBERS[i])
                        .isZero();
            }
            for (DType dtype : DType.values()) {
                if (!dtype.isFloating()) {
                    assertThat(read.longs(dtype.name())).containsExactly(small);
                }
            }
            assertThat(read.floats("scalar")).containsExactly(7);
            assertThat(read.tensors().get("scalar").shape()).isEmpty();
            assertThat(read.tensors().get("empty").shape()).isEqualTo(List.of(0L, 4L));
            assertThat(read.floats("empty")).isEmpty();
            assertThat(read.longs("far")).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
            assertThat(read.longs("deep")).containsExactly(-32768, 32767);
            assertThat(read.longs("high")).containsExactly(4294967295L);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void halfPrecisionRoundsToEven() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            short half = (short) bits;
            float f16 = HalfFloats.fromF16(half);
            float bf16 = HalfFloats.fromBf16(half);
            if (!Float.isNaN(f16)) {
                assertThat(HalfFloats.toF16(f16)).as("F16 %x", bits).isEqualTo(half);
            }
            if (!Float.isNaN(bf16)) {
                assertThat(HalfFloats.toBf16(bf16)).as("BF16 %x", bits).isEqualTo(half);
            }
        }
        assertThat(HalfFloats.fromF16(HalfFloats.toF16(2049))).isEqualTo(2048);
        assertThat(HalfFloats.fromF16(HalfFloats.toF16(2051))).isEqualTo(2052);
        assertThat(HalfFloats.fromF16(HalfFloats.toF16(0x1p-25f))).isZero();
        assertThat(HalfFloats.fromF16(HalfFloats.toF16(0x1.8p-24f))).isEqualTo(0x1p-23f);
        assertThat(HalfFloats.fromF16(HalfFloats.toF16(65519f))).isEqualTo(65504f);
        assertThat(HalfFloats.fromF16(HalfFloats.toF16(-65520f)))
                .isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(HalfFloats.fromBf16(HalfFloats.toBf16(257))).isEqualTo(256);
        assertThat(HalfFloats.fromBf16(HalfFloats.toBf16(259))).isEqualTo(260);
        assertThat(HalfFloats.fromF16(HalfFloats.toF16(Float.NaN))).isNaN();
        assertThat(HalfFloats.fromBf16(HalfFloats.toBf16(Float.NaN))).isNaN();
    }

    @Test
    void theReferencesFileIsRead() throws IOException {
        String resource = "/golden/reference/dtypes.safetensors";
        Path file = Path.of(URI.create(getClass().getResource(resource).toString()));
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.floats("bf16")).containsExactly(read.floats("bf16_as_f32"));
            assertThat(read.floats("f16")).containsExactly(read.floats("f16_as_f32"));
            assertThat(read.doubles("f64")).hasSize(15);
            for (String name : List.of("i64", "i32", "u8", "bool")) {
                assertThat(read.longs(name)).as(name).hasSize(15);
            }
            assertThat(read.floats("scalar")).hasSize(1);
            assertThat(read.floats("empty")).isEmpty();
        }
    }

    @Test
    void wrongUseIsNamed() throws IOException {
        Path file = folder.resolve("one.safetensors");
        new SafetensorsWriter().longs("n", DType.U8, new int[] {1}, new long[] {255}).write(file);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> read.floats("n")).hasMessageContaining("dtype U8");
            assertThatThrownBy(() -> read.floats("m"))
                    .hasMessageContaining("no tensor \"m\"")
                    .hasMessageContaining("[n]");
        }
        SafetensorsWriter writer = new SafetensorsWriter();
        assertThatThrownBy(() -> writer.longs("n", DType.U8, new int[] {1}, new long[] {256}))
                .hasMessageContaining("256 does not fit U8");
        assertThatThrownBy(() -> writer.longs("n", DType.I8, new int[] {1}, new long[] {-129}))
                .hasMessageContaining("-129 does not fit I8");
        assertThatThrownBy(() -> writer.floats("n", DType.F32, new int[] {2}, new float[3]))
                .hasMessageContaining("3 values");
        assertThatThrownBy(() -> writer.floats("n", DType.I32, new int[] {3}, new float[3]))
                .hasMessageContaining("cannot be stored as I32");
    }
}
