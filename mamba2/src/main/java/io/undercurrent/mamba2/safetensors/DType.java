package io.undercurrent.mamba2.safetensors;

import java.util.Arrays;

/** The supported element types; the constants have the names that the file uses. */
public enum DType {
    /** One byte, 0 or 1. */
    BOOL(1, Kind.BOOLEAN),
    /** Unsigned byte. */
    U8(1, Kind.UNSIGNED),
    /** Signed byte. */
    I8(1, Kind.SIGNED),
    /** Unsigned 16-bit integer. */
    U16(2, Kind.UNSIGNED),
    /** Signed 16-bit integer. */
    I16(2, Kind.SIGNED),
    /** Unsigned 32-bit integer. */
    U32(4, Kind.UNSIGNED),
    /** Signed 32-bit integer. */
    I32(4, Kind.SIGNED),
    /** Unsigned 64-bit integer; values of 2^63 and more are refused. */
    U64(8, Kind.UNSIGNED),
    /** Signed 64-bit integer. */
    I64(8, Kind.SIGNED),
    /** IEEE half precision. */
    F16(2, Kind.FLOATING),
    /** The upper half of a float32. */
    BF16(2, Kind.FLOATING),
    /** IEEE single precision. */
    F32(4, Kind.FLOATING),
    /** IEEE double precision. */
    F64(8, Kind.FLOATING);

    enum Kind {
        BOOLEAN,
        UNSIGNED,
        SIGNED,
        FLOATING
    }

    private final int bytes;
    private final Kind kind;

    DType(int bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }

    /** Whether the elements are floating point numbers. */
    public boolean isFloating() {
        return kind == Kind.FLOATING;
    }

    boolean isSigned() {
        return kind == Kind.SIGNED;
    }

    /** The type with that name; otherwise throws an error that lists the supported types. */
    static DType named(String name) throws SafetensorsException {
        for (DType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new SafetensorsException(
                "dtype \""
                        + name
                        + "\" is not supported; supported are "
                        + Arrays.toString(values()));
    }
}
