package io.undercurrent.stream.runtime;

import io.undercurrent.spec.StreamSpec;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A request to export key states.
 *
 * @param from a checkpoint, or a folder of checkpoints, of which the newest is read; present if the
 *     runtime's state home is {@link StreamRuntime.StateHome#CHECKPOINTS}
 * @param spec the stream's declaration; present if the state home is {@link
 *     StreamRuntime.StateHome#BROKERS}
 * @param file the file to write; it appears only once it is complete
 */
public record ExportRequest(Optional<String> from, Optional<StreamSpec> spec, Path file) {}
