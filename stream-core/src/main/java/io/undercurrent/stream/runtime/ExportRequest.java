package io.undercurrent.stream.runtime;

import io.undercurrent.spec.StreamSpec;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An export of key states.
 *
 * @param from a checkpoint, or a folder of them of which the newest is read; there where the
 *     runtime's state home is {@link StreamRuntime.StateHome#CHECKPOINTS}
 * @param spec the stream's declaration; there where it is {@link StreamRuntime.StateHome#BROKERS}
 * @param file the file to write; it appears once it is complete
 */
public record ExportRequest(Optional<String> from, Optional<StreamSpec> spec, Path file) {}
