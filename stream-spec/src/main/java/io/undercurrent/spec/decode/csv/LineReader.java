package io.undercurrent.spec.decode.csv;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.event.Utf8Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;

/**
 * Reads lines as they arrive: a line is returned once its end has come, without waiting for more.
 *
 * <p>Unlike a BufferedReader, it limits a line's memory and refuses what is not UTF-8.
 */
final class LineReader {
    private static final int BUFFER_BYTES = 8192;

    private final InputStream in;
    private final int maxBytes;
    private final Utf8Text utf8 = new Utf8Text();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private long number;

    // State of the line that is being read.
    private long length;
    private boolean ended;

    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The number of the line read last, from 1. */
    long number() {
        return number;
    }

    /**
     * The next line without its end, or null at the end of the input.
     *
     * @throws BadRecordException if the line is too long or is not UTF-8; the next call reads the
     *     line after it
     */
    String next() throws IOException, BadRecordException {
        while (!take()) {
            if (!fill()) {
                if (length == 0) {
                    return null;
                }
                break;
            }
        }
        long bytes = length;
        byte[] content = line.toByteArray();
        line.reset();
        length = 0;
        ended = false;
        number++;
        if (bytes > maxBytes) {
            throw new BadRecordException(
                    DeadLetterReason.TOO_LARGE,
                    "the line has " + bytes + " bytes, allowed are " + maxBytes);
        }
        return text(content);
    }

    /** Whether {@link #next} can return a whole line without waiting for more input. */
    boolean isReady() throws IOException {
        while (!take()) {
            if (available() <= 0 || !fill()) {
                return false;
            }
        }
        return true;
    }

    /** Moves the bytes that have come to the line; returns true once the line is complete. */
    private boolean take() {
        if (ended) {
            return true;
        }
        int end = position;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        ended = end < limit;
        length += end - position + (ended ? 1 : 0);
        if (length <= maxBytes) {
            line.write(buffer, position, end - position);
        }
        position = ended ? end + 1 : end;
        return ended;
    }

    /** Bytes that can be read without waiting; 0 if the input cannot tell, such as a named pipe. */
    private int available() {
        try {
            return in.available();
        } catch (IOException e) {
            return 0;
        }
    }

    private String text(byte[] bytes) throws BadRecordException {
        int start = number == 1 && startsWithMark(bytes) ? 3 : 0;
        boolean carriage = bytes.length > start && bytes[bytes.length - 1] == '\r';
        int end = carriage ? bytes.length - 1 : bytes.length;
        try {
            return utf8.decode(bytes, start, end - start);
        } catch (CharacterCodingException e) {
            throw Faults.undecodable("the line is not UTF-8 text");
        }
    }

    /** UTF-8's byte order mark, which some programs put before a file. */
    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }
}
