package io.undercurrent.spec.decode.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static LineReader reader(String text, int maxBytes) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), maxBytes);
    }

    private static List<String> all(LineReader reader) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    @Test
    void linesEndWithOrWithoutCarriageReturnAndTheLastNeedsNoEnd() throws Exception {
        assertThat(all(reader("a\r\n\nb\rc\n\r\nd", 100)))
                .containsExactly("a", "", "b\rc", "", "d");
        assertThat(all(reader("", 100))).isEmpty();
        assertThat(all(reader("a\n", 100))).containsExactly("a");
        assertThat(all(reader("\uFEFFa\n\uFEFFb", 100))).containsExactly("a", "\uFEFFb");
    }

    @Test
    void aLineTooLongOrNotUtf8IsRefusedAndTheNextOneRead() throws Exception {
        LineReader reader = reader("ab\nabc\n" + "x".repeat(20_000) + "\nab\n", 3);
        assertThat(reader.next()).isEqualTo("ab");
        assertThatThrownBy(reader::next).hasMessage("the line has 4 bytes, allowed are 3");
        assertThatThrownBy(reader::next).hasMessage("the line has 20001 bytes, allowed are 3");
        assertThat(reader.next()).isEqualTo("ab");
        assertThat(reader.number()).isEqualTo(4);
        assertThat(reader.next()).isNull();

        LineReader wrong =
                new LineReader(
                        new ByteArrayInputStream(new byte[] {(byte) 0xC3, '\n', 'o', 'k'}), 10);
        assertThatThrownBy(wrong::next).hasMessage("the line is not UTF-8 text");
        assertThat(wrong.next()).isEqualTo("ok");
    }

    @Test
    void howTheInputIsCutDoesNotMatter() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            List<String> lines = new ArrayList<>();
            for (int n = random.nextInt(1, 30); n > 0; n--) {
                lines.add("ü".repeat(random.nextInt(2000)) + n);
            }
            String text = String.join(random.nextBoolean() ? "\n" : "\r\n", lines);
            InputStream pieces =
                    new ByteArrayInputStream(text.getBytes(UTF_8)) {
                        @Override
                        public synchronized int read(byte[] bytes, int offset, int length) {
                            return super.read(
                                    bytes, offset, Math.min(length, random.nextInt(1, 3000)));
                        }
                    };
            assertThat(all(new LineReader(pieces, 1 << 20))).as("seed %d", seed).isEqualTo(lines);
        }
    }

    @Test
    void aLineIsHandedOutBeforeMoreHasCome() throws Exception {
        InputStream arriving =
                new InputStream() {
                    private final byte[] there = "a\nb\nc".getBytes(UTF_8);
                    private int position;

                    @Override
                    public int read() throws IOException {
                        if (position == there.length) {
                            throw new IOException("this would wait");
                        }
                        return there[position++];
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        bytes[offset] = (byte) read();
                        return 1;
                    }
                };
        LineReader reader = new LineReader(arriving, 100);
        assertThat(reader.next()).isEqualTo("a");
        assertThat(reader.next()).isEqualTo("b");
        assertThatThrownBy(reader::next).hasMessage("this would wait");
    }
}
