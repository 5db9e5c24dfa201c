package io.undercurrent.mamba2.safetensors;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/**
 * An open safetensors file. Opening reads and checks only the header; a tensor's bytes are read on
 * request. So memory is bounded by the header limit and the largest tensor, which cannot be larger
 * than the file.
 */
public final class SafetensorsFile implements Closeable {

    /** Longest accepted header, in bytes; enough for some hundred thousand tensors. */
    public static final int MAX_HEADER_BYTES = 16 << 20;

    private static final int LENGTH_BYTES = 8;
    private static final int BUFFER_BYTES = 1 << 16;

    private final String path;
    private final SeekableByteChannel channel;
    private final long dataStart;
    private final Map<String, TensorInfo> tensors;
    private final Map<String, String> metadata;

    private SafetensorsFile(String path, SeekableByteChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        long size = channel.size();
        int headerBytes = headerLength(size);
        dataStart = (long) LENGTH_BYTES + headerBytes;
        HeaderReader header = new HeaderReader(headerText(headerBytes), size - dataStart);
        tensors = Collections.unmodifiableMap(header.tensors());
        metadata = Collections.unmodifiableMap(header.metadata());
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws SafetensorsException if the file is malformed, truncated or in another format
     */
    public static SafetensorsFile open(Path path) throws IOException {
        return open(path.toString(), Files.newByteChannel(path));
    }

    /** Takes ownership of the channel and closes it if the header is refused. */
    static SafetensorsFile open(String path, SeekableByteChannel channel) throws IOException {
        try {
            return new SafetensorsFile(path, channel);
        } catch (SafetensorsException e) {
            channel.close();
            throw new SafetensorsException(path + ": " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** All tensors in the header's order. */
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    /** The header's metadata strings; empty if it has none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** A floating-point tensor as float32, row-major; float64 is rounded. */
    public float[] floats(String name) throws IOException {
        TensorInfo info = floating(name);
        float[] values = new float[length(info)];
        read(info, (i, bytes) -> values[i] = (float) floatingElement(info.dtype(), bytes));
        return values;
    }

    /** A floating-point tensor as float64, row-major, without rounding. */
    public double[] doubles(String name) throws IOException {
        TensorInfo info = floating(name);
        double[] values = new double[length(info)];
        read(info, (i, bytes) -> values[i] = floatingElement(info.dtype(), bytes));
        return values;
    }

    /** An integer or boolean tensor, row-major. */
    public long[] longs(String name) throws IOException {
        TensorInfo info = info(name);
        if (info.dtype().isFloating()) {
            throw fault(info, "has dtype " + info.dtype() + "; an integer one is needed");
        }
        long[] values = new long[length(info)];
        read(info, (i, bytes) -> values[i] = integerElement(info, bytes));
        return values;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private interface ElementReader {
        void read(int index, ByteBuffer bytes) throws IOException;
    }

    private void read(TensorInfo info, ElementReader element) throws IOException {
        int perBuffer = BUFFER_BYTES / info.dtype().bytes();
        int length = length(info);
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(perBuffer, length) * info.dtype().bytes());
        for (int done = 0; done < length; ) {
            int count = Math.min(perBuffer, length - done);
            buffer.clear().limit(count * info.dtype().bytes());
            fill(buffer, dataStart + info.begin() + (long) done * info.dtype().bytes());
            for (int i = 0; i < count; i++) {
                element.read(done + i, buffer);
            }
            done += count;
        }
    }

    private static double floatingElement(DType dtype, ByteBuffer bytes) {
        return switch (dtype) {
            case F64 -> bytes.getDouble();
            case F32 -> bytes.getFloat();
            case F16 -> HalfFloats.fromF16(bytes.getShort());
            case BF16 -> HalfFloats.fromBf16(bytes.getShort());
            default -> throw new AssertionError(dtype);
        };
    }

    private long integerElement(TensorInfo info, ByteBuffer bytes) throws SafetensorsException {
        DType dtype = info.dtype();
        long value =
                switch (dtype.bytes()) {
                    case 1 -> dtype.isSigned() ? bytes.get() : bytes.get() & 0xFFL;
                    case 2 -> dtype.isSigned() ? bytes.getShort() : bytes.getShort() & 0xFFFFL;
                    case 4 -> dtype.isSigned() ? bytes.getInt() : bytes.getInt() & 0xFFFFFFFFL;
                    default -> bytes.getLong();
                };
        if (dtype == DType.BOOL && value > 1) {
            throw fault(info, "has the boolean " + value + "; allowed are 0 and 1");
        }
        if (dtype == DType.U64 && value < 0) {
            throw fault(info, "has a value of 2^63 or more, which is not supported");
        }
        return value;
    }

    private TensorInfo floating(String name) throws SafetensorsException {
        TensorInfo info = info(name);
        if (!info.dtype().isFloating()) {
            throw fault(info, "has dtype " + info.dtype() + "; F64, F32, F16 or BF16 is needed");
        }
        return info;
    }

    private TensorInfo info(String name) throws SafetensorsException {
        TensorInfo info = tensors.get(name);
        if (info == null) {
            throw new SafetensorsException(
                    path + ": no tensor \"" + name + "\"; there are " + tensors.keySet());
        }
        return info;
    }

    private int length(TensorInfo info) throws SafetensorsException {
        if (info.elements() > Integer.MAX_VALUE - 8) {
            throw fault(
                    info, "has " + info.elements() + " elements; at most 2^31 - 9 are supported");
        }
        return (int) info.elements();
    }

    private SafetensorsException fault(TensorInfo info, String what) {
        return new SafetensorsException(path + ": tensor \"" + info.name() + "\" " + what);
    }

    private int headerLength(long size) throws IOException {
        if (size < LENGTH_BYTES) {
            throw new SafetensorsException(
                    "has "
                            + size
                            + " bytes; a safetensors file begins with an 8-byte header length");
        }
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH_BYTES);
        fill(buffer, 0);
        long length = buffer.getLong(0);
        if (length < 2 || length > MAX_HEADER_BYTES || length > size - LENGTH_BYTES) {
            boolean zip = buffer.get(0) == 'P' && buffer.get(1) == 'K';
            if (zip || (buffer.get(0) & 0xFF) == 0x80) {
                throw new SafetensorsException(
                        "is a pickled PyTorch file, not safetensors. " + PickleAdvice.TEXT);
            }
            throw new SafetensorsException(
                    "claims a header of "
                            + Long.toUnsignedString(length)
                            + " bytes; allowed are 2 to "
                            + Math.min(MAX_HEADER_BYTES, size - LENGTH_BYTES));
        }
        return (int) length;
    }

    private String headerText(int headerBytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(headerBytes);
        fill(buffer, LENGTH_BYTES);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException e) {
            throw new SafetensorsException("header is not UTF-8", e);
        }
    }

    private void fill(ByteBuffer buffer, long position) throws IOException {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new SafetensorsException("was truncated while it was being read");
            }
        }
        buffer.flip();
    }
}
