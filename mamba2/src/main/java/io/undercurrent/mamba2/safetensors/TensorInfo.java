package io.undercurrent.mamba2.safetensors;

import java.util.List;

/**
 * What the header says of one tensor, already checked against the file.
 *
 * @param name key in the header
 * @param dtype element type
 * @param shape dimensions, row-major; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
public record TensorInfo(String name, DType dtype, List<Long> shape, long begin, long end) {

    /** Number of elements. */
    public long elements() {
        return (end - begin) / dtype.bytes();
    }
}
