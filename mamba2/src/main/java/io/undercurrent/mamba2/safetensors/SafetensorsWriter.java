package io.undercurrent.mamba2.safetensors;

import io.undercurrent.mamba2.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects tensors and writes them as one safetensors file. It writes to a temporary file first, so
 * that a crash leaves either the old file or the new one. Arrays are not copied; do not change them
 * before the write.
 */
public final class SafetensorsWriter {

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Entry> tensors = new LinkedHashMap<>();

    private record Entry(DType dtype, List<Integer> shape, ElementWriter writer, int length) {}

    private interface ElementWriter {
        void write(int index, ByteBuffer bytes);
    }

    /** Adds a string to the header's metadata. */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Adds a float tensor as F32 or F64, or as F16 or BF16 (rounded half to even). */
    public SafetensorsWriter floats(String name, DType dtype, int[] shape, float[] values) {
        return add(name, dtype, true, shape, values, (i, b) -> putFloating(dtype, values[i], b));
    }

    /** Adds a double tensor as F64, or rounded to a smaller floating-point type. */
    public SafetensorsWriter doubles(String name, DType dtype, int[] shape, double[] values) {
        return add(name, dtype, true, shape, values, (i, b) -> putFloating(dtype, values[i], b));
    }

    /**
     * Adds an integer or boolean tensor.
     *
     * @throws IllegalArgumentException if a value does not fit the type
     */
    public SafetensorsWriter longs(String name, DType dtype, int[] shape, long[] values) {
        for (long value : values) {
            if (!fits(dtype, value)) {
                throw new IllegalArgumentException(
                        "tensor " + name + ": " + value + " does not fit " + dtype);
            }
        }
        return add(name, dtype, false, shape, values, (i, b) -> putInteger(dtype, values[i], b));
    }

    private SafetensorsWriter add(
            String name,
            DType dtype,
            boolean floating,
            int[] shape,
            Object values,
            ElementWriter writer) {
        int length = Array.getLength(values);
        long elements = 1;
        for (int dimension : shape) {
            elements = Math.multiplyExact(elements, dimension);
        }
        if (dtype.isFloating() != floating || elements != length || name.equals("__metadata__")) {
            throw new IllegalArgumentException(
                    "tensor "
                            + name
                            + ": "
                            + length
                            + " values of "
                            + values.getClass().getComponentType()
                            + " cannot be stored as "
                            + dtype
                            + Arrays.toString(shape));
        }
        List<Integer> dimensions = Arrays.stream(shape).boxed().toList();
        if (tensors.putIfAbsent(name, new Entry(dtype, dimensions, writer, length)) != null) {
            throw new IllegalArgumentException("tensor " + name + " was added twice");
        }
        return this;
    }

    /** Writes the file and replaces an existing one. */
    public void write(Path path) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + ".partial");
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
            byte[] header = header();
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            out.write(length.putLong(header.length).array());
            out.write(header);
            ByteBuffer element = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            for (Entry entry : tensors.values()) {
                for (int i = 0; i < entry.length(); i++) {
                    entry.writer().write(i, element.clear());
                    out.write(element.array(), 0, element.position());
                }
            }
        }
        Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The JSON header, padded with spaces so that the data begins on a multiple of 8. */
    private byte[] header() {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put("__metadata__", metadata);
        }
        long offset = 0;
        for (Map.Entry<String, Entry> tensor : tensors.entrySet()) {
            Entry entry = tensor.getValue();
            long end = offset + (long) entry.length() * entry.dtype().bytes();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("dtype", entry.dtype().name());
            fields.put("shape", entry.shape());
            fields.put("data_offsets", new ArrayList<>(List.of(offset, end)));
            header.put(tensor.getKey(), fields);
            offset = end;
        }
        String text = Json.write(header);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat((8 - bytes % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    }

    private static void putFloating(DType dtype, double value, ByteBuffer bytes) {
        switch (dtype) {
            case F64 -> bytes.putDouble(value);
            case F32 -> bytes.putFloat((float) value);
            case F16 -> bytes.putShort(HalfFloats.toF16((float) value));
            case BF16 -> bytes.putShort(HalfFloats.toBf16((float) value));
            default -> throw new AssertionError(dtype);
        }
    }

    private static void putInteger(DType dtype, long value, ByteBuffer bytes) {
        switch (dtype.bytes()) {
            case 1 -> bytes.put((byte) value);
            case 2 -> bytes.putShort((short) value);
            case 4 -> bytes.putInt((int) value);
            default -> bytes.putLong(value);
        }
    }

    private static boolean fits(DType dtype, long value) {
        if (dtype == DType.BOOL) {
            return value == 0 || value == 1;
        }
        if (dtype.bytes() == 8) {
            return dtype.isSigned() || value >= 0;
        }
        int bits = 8 * dtype.bytes();
        long min = dtype.isSigned() ? -(1L << (bits - 1)) : 0;
        long max = dtype.isSigned() ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
        return value >= min && value <= max;
    }
}
