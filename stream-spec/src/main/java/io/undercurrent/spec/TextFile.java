package io.undercurrent.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads text files up to a limit: a device or a pipe has no size, and may never end. */
final class TextFile {
    private TextFile() {}

    /**
     * Reads a file.
     *
     * @param file a file in UTF-8
     * @param mebibytes its largest size
     * @throws IOException if it cannot be read, is no UTF-8, or is larger
     */
    static String read(Path file, int mebibytes) throws IOException {
        int limit = mebibytes << 20;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new IOException(
                        String.format(Locale.ROOT, "%s is larger than %d MiB", file, mebibytes));
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }
}
