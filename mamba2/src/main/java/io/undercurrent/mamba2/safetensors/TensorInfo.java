package io.undercurrent.mamba2.safetensors;

import java.util.List;

/**
 * A tensor's description from the header, already checked against the file.
 *
 * @param name key in the header
 * @param dtype element type
 * @param shape dimensions, row-major; empty for a scalar
 * @param begin index of the first byte, counted from the end of the header
 * @param end index after the last byte, counted from the end of the header
 */
public record TensorInfo(String name, DType dtype, List<Long> shape, long begin, long end) {

    /** Number of elements. */
    public long elements() {
        return (end - begin) / dtype.bytes();
    }
}
