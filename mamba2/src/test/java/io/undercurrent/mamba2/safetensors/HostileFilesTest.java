package io.undercurrent.mamba2.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which a header can lie, and the sentence that says so. */
class HostileFilesTest {

    /** Header text with ' for ", bytes of data that follow, part of the expected message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 4 | spans bytes 0 to 8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 9 | appended",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | needs 8 bytes",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | 8 | spans bytes 8 to 0",
                "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | 8 | dimension is -2",
                "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}} | 8 | dimension is 1.5",
                "{'a':{'dtype':'F8_E4M3','shape':[2],'data_offsets':[0,2]}} | 2 | \"F8_E4M3\"",
                "{'a':{'dtype':'F32','shape':[2]}} | 8 | needs exactly dtype",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}} | 8 | needs exactly",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | 8 | 1 offsets",
                "{'a':{'dtype':'F32','shape':[4294967296,4294967296,4294967296],"
                        + "'data_offsets':[0,0]}} | 0 | overflows",
                "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},"
                        + "'b':{'dtype':'U8','shape':[4],'data_offsets':[2,6]}} | 6 | overlaps",
                "{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},"
                        + "'b':{'dtype':'U8','shape':[2],'data_offsets':[4,6]}} | 6 | holes",
                "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},"
                        + "'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}} | 1 | once",
                "{'__metadata__':{'a':1}} | 0 | not a string",
                "{'a':7} | 0 | not a JSON object",
                "[1,2] | 0 | not a JSON object",
                "{'a' | 0 | not JSON",
                "{'a':{'dtype':'F32','shape':[[[[[2]]]]],'data_offsets':[0,8]}} | 8 | nesting",
                "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"
                        + "'data_offsets':[0,4]}} | 4 | 17 dimensions",
            })
    void aLyingHeaderIsRefused(String header, int dataBytes, String message) {
        byte[] file = file(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), dataBytes);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("hostile: ")
                .hasMessageContaining(message);
    }

    /** Header lengths that would need gigabytes, in files of a few bytes. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 1 << 20, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
    void aWrongHeaderLengthIsRefusedBeforeAnythingIsAllocated(long length) {
        byte[] file =
                ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining(Long.toUnsignedString(length))
                .hasMessageContaining("allowed are 2 to 8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void aFileWithoutALengthIsRefused(int bytes) {
        assertThatThrownBy(() -> open(new byte[bytes]))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("has " + bytes + " bytes");
    }

    /** A zip archive, and a bare pickle of protocol 2. */
    @ParameterizedTest
    @ValueSource(strings = {"504b0304140008080000", "80028a0a6cfc9c46f920"})
    void aPickleIsRefusedWithAdvice(String hex) {
        byte[] file = java.util.HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("pickled")
                .hasMessageContaining("save_file");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void invalidUtf8IsRefused(boolean lastByte) {
        byte[] header = "{\"name\":{}}".getBytes(StandardCharsets.UTF_8);
        header[lastByte ? header.length - 1 : 3] = (byte) 0xFF;
        assertThatThrownBy(() -> open(file(header, 0))).hasMessageContaining("not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"BOOL,2,boolean 2", "U64,-1,2^63"})
    void valuesOutsideTheirTypeAreRefused(String dtype, byte fill, String message)
            throws IOException {
        int size = DType.valueOf(dtype).bytes();
        String header =
                String.format(
                        Locale.ROOT,
                        "{\"a\":{\"dtype\":\"%s\",\"shape\":[1],\"data_offsets\":[0,%d]}}",
                        dtype,
                        size);
        byte[] file = file(header.getBytes(StandardCharsets.UTF_8), size);
        java.util.Arrays.fill(file, file.length - size, file.length, fill);
        try (SafetensorsFile read = open(file)) {
            assertThat(read.tensors()).containsKey("a");
            assertThatThrownBy(() -> read.longs("a"))
                    .isInstanceOf(SafetensorsException.class)
                    .hasMessageContaining(message);
        }
    }

    static SafetensorsFile open(byte[] file) throws IOException {
        return SafetensorsFile.open("hostile", new MemoryChannel(file));
    }

    static byte[] file(byte[] header, int dataBytes) {
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
