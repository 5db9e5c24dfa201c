package io.undercurrent.stream.portable;

import io.undercurrent.schemas.ForeignText;
import io.undercurrent.schemas.KeyState;
import io.undercurrent.schemas.Micros;
import io.undercurrent.schemas.Trust;
import io.undercurrent.scorer.Slab;
import io.undercurrent.scorer.SlabCodec;
import io.undercurrent.stream.brokers.StartOffsets;
import io.undercurrent.stream.files.OwnerOnly;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * A file of {@link KeyState} records, which carries key states from one runtime to another. Its
 * metadata names the weights that the key states belong to, and the next source offsets.
 */
public final class KeyStateFile {
    static final String MODEL = "undercurrent.model";
    static final String OFFSETS = "undercurrent.offsets";

    private KeyStateFile() {}

    /**
     * Writes a file atomically: on close, a complete file is moved to its name and an incomplete
     * one is deleted.
     */
    public static final class Writer implements AutoCloseable {
        private final Path file;
        private final Path part;
        private final DataFileWriter<KeyState> out;
        private final FileChecksum checksum;
        private long records;
        private boolean complete;

        /**
         * Starts a file.
         *
         * @param file the file to write; an existing one is replaced
         * @param model the weights, fields and options that the key states belong to
         * @param next the offsets of the next source records
         * @throws IOException if it cannot be written
         */
        public Writer(Path file, String model, StartOffsets next) throws IOException {
            Trust.ours();
            this.file = file.toAbsolutePath();
            part = this.file.resolveSibling(this.file.getFileName() + ".part");
            out = new DataFileWriter<>(new SpecificDatumWriter<>(KeyState.class));
            out.setCodec(CodecFactory.deflateCodec(1)); // slabs of noisy streams hardly compress
            out.setMeta(MODEL, model);
            String offsets = String.join("\n", next.entries());
            out.setMeta(OFFSETS, offsets);
            checksum = new FileChecksum(model, offsets);
            out.create(KeyState.getClassSchema(), OwnerOnly.newFile(part));
        }

        /**
         * Adds a key.
         *
         * @param key the key
         * @param slab its encoded slab
         * @throws IOException if it cannot be written
         */
        public void add(String key, byte[] slab) throws IOException {
            Slab decoded = SlabCodec.decode(slab, slab.length);
            long last = decoded.lastTimeMicros();
            Instant time = last == Long.MIN_VALUE ? null : Micros.instant(last);
            KeyState state = new KeyState(key, time, decoded.events(), ByteBuffer.wrap(slab));
            out.append(state);
            checksum.add(state);
            records++;
        }

        /**
         * Marks the file as complete: writes its end mark, so that {@link #close} moves it to its
         * name.
         *
         * @throws IOException if it cannot be written
         */
        public void complete() throws IOException {
            out.append(new KeyState(checksum.text(), null, records, ByteBuffer.allocate(0)));
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
        private final FileChecksum checksum;
        private long records;

        /**
         * Opens a file.
         *
         * @param file the file
         * @throws IOException if it cannot be read
         * @throws IllegalArgumentException if {@link Writer} did not write it
         */
        public Reader(Path file) throws IOException {
            Trust.ours();
            this.file = file.toFile();
            try {
                in = new DataFileReader<>(this.file, new SpecificDatumReader<>(KeyState.class));
            } catch (IOException | RuntimeException | LinkageError | VirtualMachineError e) {
                // A damaged header makes Avro look for codecs that are not here, or fail anyhow.
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s: no file of key states (%s); name one that state export wrote",
                                file,
                                reason(e)),
                        e);
            }
            try {
                String model = in.getMetaString(MODEL);
                if (model == null) {
                    throw new IllegalArgumentException(
                            String.format(
                                    Locale.ROOT,
                                    "%s: an Avro file without %s in its metadata; name one that state export wrote",
                                    file,
                                    MODEL));
                }
                String offsets = in.getMetaString(OFFSETS);
                checksum = new FileChecksum(model, offsets == null ? "" : offsets);
            } catch (RuntimeException e) {
                in.close();
                throw e;
            }
        }

        /**
         * The weights, fields and options that the key states belong to.
         *
         * @return the text that the exporting job wrote
         */
        public String model() {
            return in.getMetaString(MODEL);
        }

        /**
         * The offsets at which reading the source resumes.
         *
         * @return the offsets of the next source records; empty if the exporter knew none
         * @throws IllegalArgumentException if the file is damaged
         */
        public StartOffsets next() {
            String text = in.getMetaString(OFFSETS);
            try {
                return StartOffsets.of(
                        text == null || text.isEmpty() ? List.of() : List.of(text.split("\n", -1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "%s, %s: %s", file, OFFSETS, reason(e)), e);
            }
        }

        /**
         * Reads and checks the next key's state.
         *
         * @return the record, or null at the end
         * @throws IllegalArgumentException if the file is damaged; the message names the record
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
                checksum.add(state);
                records++;
                return state;
            } catch (RuntimeException | LinkageError | VirtualMachineError e) {
                // Whatever Avro meets in damaged bytes, such as a block of 2 GB.
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s, record %d: %s; export it again",
                                file,
                                records + 1,
                                reason(e)),
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
            // Files of earlier versions have no checksum.
            if (!mark.getKey().isEmpty() && !mark.getKey().equals(checksum.text())) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "the end mark tells of the checksum %s, the file's content has %s: it is damaged",
                                ForeignText.cut(mark.getKey(), 20),
                                checksum.text()));
            }
        }

        /** Avro's messages quote what they found in the file. */
        private static String reason(Throwable e) {
            return e instanceof IllegalArgumentException
                            || e instanceof AvroRuntimeException
                            || e instanceof IOException
                    ? ForeignText.line(String.valueOf(e.getMessage()))
                    : "it is damaged (" + ForeignText.line(e.toString()) + ")";
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /**
     * Copies a record's slab.
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
