package io.undercurrent.mamba2.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.undercurrent.testing.Fuzz;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated files: each gives a {@link SafetensorsException} or a read that agrees, element by
 * element, with the bytes at the offsets that the header states; nothing else, and with bounded
 * memory.
 */
class SafetensorsFuzzTest {

    private static final int FILES = 20_000;
    private static final int MEMORY_LIMIT = 1 << 18;

    /** The first files load classes, which allocates. */
    private static final int WARM_UP = 1000;

    private static final String[] TOKENS = {
        "F32",
        "F64",
        "BF16",
        "F16",
        "I64",
        "BOOL",
        "U8",
        "U64",
        "I32",
        "null",
        "{}",
        "[]",
        "-1",
        "0",
        "1e9",
        "99999999999",
        "18446744073709551615",
        "\"\"",
        "dtype",
        "shape",
        "data_offsets",
        "__metadata__",
        ",",
        ":",
        "}",
        "]",
        "{\"",
        "\\u0000",
        "\\",
        "é"
    };

    @TempDir Path folder;

    @Test
    void mutatedFilesAreReadCorrectlyOrRefused() throws IOException {
        byte[] original = original();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        int[] counts = new int[2];
        int files =
                Fuzz.cases(
                        "safetensors",
                        FILES,
                        random -> {
                            byte[] mutated = mutate(original, random);
                            long before = threads.getThreadAllocatedBytes(thread);
                            boolean read = readAll(mutated);
                            long allocated = threads.getThreadAllocatedBytes(thread) - before;
                            int done = counts[0] + counts[1];
                            counts[read ? 1 : 0]++;
                            assertThat(done < WARM_UP ? 0 : allocated)
                                    .as("bytes allocated")
                                    .isLessThanOrEqualTo(MEMORY_LIMIT);
                        });
        System.out.printf(
                Locale.ROOT, "fuzz: %d files, %d read, %d refused%n", files, counts[1], counts[0]);
        if (files >= WARM_UP) {
            assertThat(counts[1]).as("that leave a readable file").isGreaterThan(files / 100);
            assertThat(counts[0]).as("that must be refused").isGreaterThan(files / 4);
        }
    }

    private byte[] original() throws IOException {
        Path file = folder.resolve("original.safetensors");
        new SafetensorsWriter()
                .metadata("format", "pt")
                .floats("weight", DType.F32, new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6})
                .floats("half", DType.BF16, new int[] {2}, new float[] {1, -2})
                .longs("ids", DType.I64, new int[] {2}, new long[] {3, -4})
                .longs("mask", DType.BOOL, new int[] {3}, new long[] {1, 0, 1})
                .doubles("scalar", DType.F64, new int[0], new double[] {0.5})
                .write(file);
        return Files.readAllBytes(file);
    }

    private static byte[] mutate(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        int rounds = 1 + random.nextInt(3);
        for (int i = 0; i < rounds; i++) {
            bytes = mutateOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutateOnce(byte[] bytes, SplittableRandom random) {
        if (bytes.length < 12) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int header = 8 + random.nextInt(Math.max(1, Math.min(bytes.length - 8, 400)));
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> {
                return java.util.Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                return java.util.Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
            }
            case 4 -> bytes[header] = (byte) ('0' + random.nextInt(10));
            case 5 -> bytes[random.nextInt(8)] = (byte) random.nextInt();
            case 6 -> {
                byte[] token =
                        TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
                System.arraycopy(
                        token, 0, bytes, header, Math.min(token.length, bytes.length - header));
            }
            default -> {
                byte[] token =
                        TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
                return insertIntoHeader(bytes, token, header);
            }
        }
        return bytes;
    }

    /** Keeps the stated header length right, so that the JSON itself is what gets tested. */
    private static byte[] insertIntoHeader(byte[] bytes, byte[] token, int at) {
        byte[] result = new byte[bytes.length + token.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(token, 0, result, at, token.length);
        System.arraycopy(bytes, at, result, at + token.length, bytes.length - at);
        ByteBuffer buffer = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(0, buffer.getLong(0) + token.length);
        return result;
    }

    /** True if all was read and is right, false if refused. */
    private static boolean readAll(byte[] file) throws IOException {
        try (SafetensorsFile tensors = HostileFilesTest.open(file)) {
            for (TensorInfo info : tensors.tensors().values()) {
                if (info.dtype().isFloating()) {
                    compareFloats(file, info, tensors.doubles(info.name()));
                } else {
                    compareIntegers(file, info, tensors.longs(info.name()));
                }
            }
            return true;
        } catch (SafetensorsException e) {
            if (!e.getMessage().startsWith("hostile: ")) {
                fail("a message that does not name the file: " + e.getMessage());
            }
            return false;
        }
    }

    private static ByteBuffer data(byte[] file, TensorInfo info) {
        ByteBuffer whole = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int start = (int) (8 + whole.getLong(0) + info.begin());
        return whole.slice(start, (int) (info.end() - info.begin())).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void compareFloats(byte[] file, TensorInfo info, double[] values) {
        ByteBuffer data = data(file, info);
        for (double value : values) {
            double expected =
                    switch (info.dtype()) {
                        case F64 -> data.getDouble();
                        case F32 -> data.getFloat();
                        case BF16 -> Float.intBitsToFloat(data.getShort() << 16);
                        default -> HalfFloats.fromF16(data.getShort());
                    };
            if (Double.compare(value, expected) != 0) {
                fail(info + " was read as " + value + ", not " + expected);
            }
        }
        assertThat(data.hasRemaining()).isFalse();
    }

    private static void compareIntegers(byte[] file, TensorInfo info, long[] values) {
        ByteBuffer data = data(file, info);
        for (long value : values) {
            long mask = info.dtype().bytes() == 8 ? -1 : (1L << (8 * info.dtype().bytes())) - 1;
            long bits = 0;
            for (int i = 0; i < info.dtype().bytes(); i++) {
                bits |= (data.get() & 0xFFL) << (8 * i);
            }
            if ((value & mask) != bits) {
                fail(info + " was read as " + value + ", not " + bits);
            }
        }
        assertThat(data.hasRemaining()).isFalse();
    }
}
