package io.undercurrent.mamba2.safetensors;

import io.undercurrent.mamba2.json.Json;
import io.undercurrent.mamba2.json.JsonException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a header's text into checked tensor descriptions: every offset lies in the file, every
 * length matches dtype and shape, and the tensors cover the data without gaps or overlaps. So a
 * file cannot contain hidden bytes or make a reader access bytes outside of it.
 */
final class HeaderReader {

    private static final int MAX_RANK = 16;
    private static final int MAX_DEPTH = 4;
    private static final int MAX_VALUES = 1_000_000;

    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    HeaderReader(String text, long dataBytes) throws SafetensorsException {
        Object document;
        try {
            document = Json.parse(text, MAX_DEPTH, MAX_VALUES);
        } catch (JsonException e) {
            throw new SafetensorsException("header is not JSON: " + e.getMessage(), e);
        }
        for (Map.Entry<?, ?> entry : object("header", document).entrySet()) {
            String name = (String) entry.getKey();
            if (name.equals("__metadata__")) {
                readMetadata(entry.getValue());
            } else {
                tensors.put(name, tensor(name, entry.getValue(), dataBytes));
            }
        }
        checkCoverage(dataBytes);
    }

    Map<String, TensorInfo> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    private void readMetadata(Object value) throws SafetensorsException {
        for (Map.Entry<?, ?> entry : object("__metadata__", value).entrySet()) {
            if (!(entry.getValue() instanceof String string)) {
                throw new SafetensorsException(
                        "__metadata__ entry \"" + entry.getKey() + "\" is not a string");
            }
            metadata.put((String) entry.getKey(), string);
        }
    }

    private static TensorInfo tensor(String name, Object value, long dataBytes)
            throws SafetensorsException {
        String where = "tensor \"" + name + "\"";
        Map<?, ?> fields = object(where, value);
        if (fields.size() != 3
                || !(fields.get("dtype") instanceof String type)
                || !(fields.get("shape") instanceof List<?> dimensions)
                || !(fields.get("data_offsets") instanceof List<?> offsets)) {
            throw new SafetensorsException(
                    where
                            + " needs exactly dtype, shape and data_offsets, and has "
                            + fields.keySet());
        }
        DType dtype;
        try {
            dtype = DType.named(type);
        } catch (SafetensorsException e) {
            throw new SafetensorsException(where + ": " + e.getMessage(), e);
        }
        if (dimensions.size() > MAX_RANK || offsets.size() != 2) {
            throw new SafetensorsException(
                    where
                            + " has "
                            + dimensions.size()
                            + " dimensions and "
                            + offsets.size()
                            + " offsets; allowed are at most "
                            + MAX_RANK
                            + " and exactly 2");
        }
        List<Long> shape = new ArrayList<>();
        for (Object dimension : dimensions) {
            shape.add(natural(where + " dimension", dimension));
        }
        long begin = natural(where + " begin", offsets.get(0));
        long end = natural(where + " end", offsets.get(1));
        if (begin > end || end > dataBytes) {
            throw new SafetensorsException(
                    where
                            + " spans bytes "
                            + begin
                            + " to "
                            + end
                            + "; the file has "
                            + dataBytes
                            + " bytes of data");
        }
        long needed = bytes(where, dtype, shape);
        if (needed != end - begin) {
            throw new SafetensorsException(
                    where
                            + " of dtype "
                            + dtype
                            + " and shape "
                            + shape
                            + " needs "
                            + needed
                            + " bytes; its offsets span "
                            + (end - begin));
        }
        return new TensorInfo(name, dtype, List.copyOf(shape), begin, end);
    }

    private static long bytes(String where, DType dtype, List<Long> shape)
            throws SafetensorsException {
        if (shape.contains(0L)) {
            return 0;
        }
        long bytes = dtype.bytes();
        try {
            for (long dimension : shape) {
                bytes = Math.multiplyExact(bytes, dimension);
            }
        } catch (ArithmeticException e) {
            throw new SafetensorsException(where + " shape " + shape + " overflows", e);
        }
        return bytes;
    }

    private void checkCoverage(long dataBytes) throws SafetensorsException {
        List<TensorInfo> order = new ArrayList<>(tensors.values());
        order.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        long covered = 0;
        for (TensorInfo info : order) {
            if (info.begin() != covered) {
                throw new SafetensorsException(
                        "tensor \""
                                + info.name()
                                + "\" begins at byte "
                                + info.begin()
                                + " and the one before it ends at "
                                + covered
                                + "; holes and overlaps are not allowed");
            }
            covered = info.end();
        }
        if (covered != dataBytes) {
            throw new SafetensorsException(
                    "tensors end at byte "
                            + covered
                            + " and the file has "
                            + dataBytes
                            + " bytes of data: it is truncated or has something appended");
        }
    }

    private static Map<?, ?> object(String where, Object value) throws SafetensorsException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new SafetensorsException(where + " is not a JSON object");
    }

    private static long natural(String where, Object value) throws SafetensorsException {
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        throw new SafetensorsException(where + " is " + value + "; it must be an integer >= 0");
    }
}
