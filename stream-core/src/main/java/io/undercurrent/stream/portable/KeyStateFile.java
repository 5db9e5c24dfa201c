package io.undercurrent.stream.portable;

import io.undercurrent.schemas.KeyState;
import io.undercurrent.schemas.Trust;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.stream.brokers.StartOffsets;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * A file of {@link KeyState} records: memories on their way from one runtime to another, with the
 * weights that they belong to and the source offsets that come next in the file's metadata.
 */
public final class KeyStateFile {
    static final String MODEL = "undercurrent.model";
    static final String OFFSETS = "undercurrent.offsets";

    private KeyStateFile() {}

    /** Writes a file; it appears under its name when it is closed, whole or not at all. */
    public static final class Writer implements AutoCloseable {
        private final Path file;
        private final Path part;
        private final DataFileWriter<KeyState> out;
        private long records;
        private boolean complete;

        /**
         * Begins a file.
         *
         * @param file where to; replaced if it is there
         * @param model which weights, fields and options the memories belong to
         * @param next the source records that come next
         * @throws IOException where it cannot be written
         */
        public Writer(Path file, String model, StartOffsets next) throws IOException {
            Trust.ours();
            this.file = file.toAbsolutePath();
            part = this.file.resolveSibling(this.file.getFileName() + ".part");
            out = new DataFileWriter<>(new SpecificDatumWriter<>(KeyState.class));
            out.setCodec(CodecFactory.deflateCodec(1)); // slabs of noisy streams hardly shrink
            out.setMeta(MODEL, model);
            out.setMeta(OFFSETS, String.join("\n", next.entries()));
            out.create(KeyState.getClassSchema(), part.toFile());
        }

        /**
         * Adds a key.
         *
         * @param key the key
         * @param slab its encoded slab
         * @throws IOException where it cannot be written
         */
        public void add(String key, byte[] slab) throws IOException {
            Slab decoded = SlabCodec.decode(slab, slab.length);
            long last = decoded.lastTimeMicros();
            Instant time =
                    last == Long.MIN_VALUE ? null : Instant.EPOCH.plus(last, ChronoUnit.MICROS);
            out.append(new KeyState(key, time, decoded.events(), ByteBuffer.wrap(slab)));
            records++;
        }

        /**
         * The file is whole: it gets its end mark, and its name when it is closed.
         *
         * @throws IOException where it cannot be written
         */
        public void complete() throws IOException {
            out.append(new KeyState("", null, records, ByteBuffer.allocate(0)));
            complete = true;
        }

        @Override
        public void close() throws IOException {
            out.close();
            if (complete) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Reads a file record by record. */
    public static final class Reader implements AutoCloseable {
        private final File file;
        private final DataFileReader<KeyState> in;
        private long records;

        /**
         * Opens a file.
         *
         * @param file the file
         * @throws IOException where it cannot be read
         * @throws IllegalArgumentException where it is none of ours
         */
        public Reader(Path file) throws IOException {
            Trust.ours();
            this.file = file.toFile();
            try {
                in = new DataFileReader<>(this.file, new SpecificDatumReader<>(KeyState.class));
            } catch (AvroRuntimeException | IOException e) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s: no file of key states (%s); name one that state export wrote",
                                file,
                                e.getMessage()),
                        e);
            }
            if (in.getMetaString(MODEL) == null) {
                in.close();
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s: an Avro file without %s in its metadata; name one that state export wrote",
                                file,
                                MODEL));
            }
        }

        /**
         * Which weights, fields and options the memories belong to.
         *
         * @return the exporting job's text
         */
        public String model() {
            return in.getMetaString(MODEL);
        }

        /**
         * The source records that come next.
         *
         * @return offsets; none where the exporter knew none
         */
        public StartOffsets next() {
            String text = in.getMetaString(OFFSETS);
            return StartOffsets.of(
                    text == null || text.isEmpty() ? List.of() : List.of(text.split("\n", -1)));
        }

        /**
         * The next key's state, checked.
         *
         * @return the record, or null at the end
         * @throws IllegalArgumentException where the file is damaged, naming the record
         */
        public KeyState read() {
            try {
                if (!in.hasNext()) {
                    throw new IllegalArgumentException(
                            "the file ends here without its end mark, it was cut short");
                }
                KeyState state = in.next();
                if (state.getSlab().remaining() == 0) {
                    checkEnd(state);
                    return null;
                }
                byte[] slab = bytes(state);
                SlabCodec.decode(slab, slab.length);
                records++;
                return state;
            } catch (AvroRuntimeException | IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s, record %d: %s; export it again",
                                file,
                                records + 1,
                                e.getMessage()),
                        e);
            }
        }

        private void checkEnd(KeyState mark) {
            if (mark.getEvents() != records || in.hasNext()) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "the end mark tells of %d records, read were %d",
                                mark.getEvents(),
                                records));
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /**
     * A record's slab.
     *
     * @param state the record
     * @return the encoded slab
     */
    public static byte[] bytes(KeyState state) {
        ByteBuffer buffer = state.getSlab();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
