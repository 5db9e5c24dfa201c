package io.undercurrent.cli.run;

import io.undercurrent.command.Brokers;
import io.undercurrent.command.InputFile;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.brokers.RunLock;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.FolderUri;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.runtime.StreamRuntime;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A stream that this process owns: it holds the runtime's lock, and the stream's brokers are
 * available. Commands that run a stream or change its state open it first.
 */
public final class OpenStream implements AutoCloseable {
    private final StreamRuntime runtime;
    private final RunLock lock;
    private final Brokers brokers;

    private OpenStream(StreamRuntime runtime, RunLock lock, Brokers brokers) {
        this.runtime = runtime;
        this.lock = lock;
        this.brokers = brokers;
    }

    /**
     * Opens the stream of a file.
     *
     * @param file a stream.yaml
     * @param option the runtime that the user named
     * @param console receives a line about a broker in this process, if there is one
     * @return the stream, to be closed at the end
     * @throws IOException if the file cannot be read
     * @throws SpecException if the file is refused
     */
    public static OpenStream of(Path file, RuntimeOption option, Console console)
            throws IOException {
        InputFile.check(file);
        StreamSpec declared = StreamSpec.load(file);
        StreamRuntime runtime = option.of(declared);
        return open(runtime, declared, console);
    }

    /**
     * Opens a declared stream.
     *
     * @param declared the stream's declaration
     * @param runtime the stream's runtime
     * @param console receives a warning of a folder that others can read, and a line about a broker
     *     in this process, if there is one
     * @return the stream, to be closed at the end
     * @throws IOException if the runtime's folder cannot be used
     */
    public static OpenStream open(StreamRuntime runtime, StreamSpec declared, Console console)
            throws IOException {
        RunLock lock = runtime.lock(declared);
        lock.warning().ifPresent(console::say);
        try {
            Brokers brokers = Brokers.of(declared, FolderUri.local(declared.checkpoint().folder()));
            brokers.describe().ifPresent(console::say);
            return new OpenStream(runtime, lock, brokers);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /**
     * The stream's runtime.
     *
     * @return the runtime
     */
    public StreamRuntime runtime() {
        return runtime;
    }

    /**
     * The stream's declaration.
     *
     * @return the declaration, with the addresses of real brokers
     */
    public StreamSpec spec() {
        return brokers.spec();
    }

    /**
     * Asks the registry about the stream, if the declaration names one.
     *
     * @return the stream, ready to run
     * @throws SpecException as {@link ResolvedStream#of}
     */
    public ResolvedStream resolve() {
        return ResolvedStream.of(spec());
    }

    @Override
    public void close() throws IOException {
        brokers.close();
        lock.close();
    }
}
