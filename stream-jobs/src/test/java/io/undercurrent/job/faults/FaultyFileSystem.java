package io.undercurrent.job.faults;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/** The local file system under {@code faulty://}, with a fault that tests turn on and off. */
public final class FaultyFileSystem extends LocalFileSystem {
    static final String SCHEME = "faulty";

    private static final AtomicReference<Fault> FAULT = new AtomicReference<>(new Fault() {});

    /** What goes wrong; does nothing unless overridden. Called by many threads. */
    interface Fault {
        /** Before bytes are written to a file. */
        default void write(Path path, int length) throws IOException {}

        /** After a file was written to its end and closed. */
        default void closed(Path path) throws IOException {}
    }

    static void fail(Fault fault) {
        FAULT.set(fault);
    }

    static void heal() {
        FAULT.set(new Fault() {});
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        return new Faulty(super.create(path, mode), path);
    }

    /** Makes Flink write metadata as everything else. */
    @Override
    public LocalRecoverableWriter createRecoverableWriter() {
        throw new UnsupportedOperationException("not on a faulty file system");
    }

    private static final class Faulty extends FSDataOutputStream {
        private final FSDataOutputStream out;
        private final Path path;

        Faulty(FSDataOutputStream out, Path path) {
            this.out = out;
            this.path = path;
        }

        @Override
        public void write(int b) throws IOException {
            FAULT.get().write(path, 1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            FAULT.get().write(path, length);
            out.write(bytes, offset, length);
        }

        @Override
        public long getPos() throws IOException {
            return out.getPos();
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void sync() throws IOException {
            out.sync();
        }

        @Override
        public void close() throws IOException {
            out.close();
            FAULT.get().closed(path);
        }
    }

    /** Registered as a service in the test's resources. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI uri) {
            return new FaultyFileSystem();
        }
    }
}
