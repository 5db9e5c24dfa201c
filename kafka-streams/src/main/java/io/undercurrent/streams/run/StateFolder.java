package io.undercurrent.streams.run;

import io.undercurrent.stream.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsConfig;

/** The folder of the stores, whose permissions Kafka Streams would change. */
final class StateFolder {
    private StateFolder() {}

    /**
     * Prepares Kafka Streams and keeps the folder's permissions: Kafka Streams sets those of the
     * folder to rwxr-x---, which lets the group read raw events, and takes a user's own setting
     * away. It does so once, before anything is written; the application's folder, which it sets to
     * the same, is out of others' reach below this one.
     *
     * @param settings name the folder; it is created for its owner alone if it is missing
     * @param prepare creates Kafka Streams
     * @return what was created
     */
    static <T> T kept(Properties settings, Supplier<T> prepare) {
        Object named = settings.get(StreamsConfig.STATE_DIR_CONFIG);
        if (named == null) {
            return prepare.get(); // Kafka Streams chooses
        }
        Path folder = Path.of(named.toString());
        try {
            OwnerOnly.newFolder(folder);
            if (!OwnerOnly.isPosix(folder)) {
                return prepare.get();
            }
            Set<PosixFilePermission> before = Files.getPosixFilePermissions(folder);
            T prepared = prepare.get();
            if (!Files.getPosixFilePermissions(folder).equals(before)) {
                Files.setPosixFilePermissions(folder, before);
            }
            return prepared;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "streams.state-folder = " + folder + ": cannot be used", e);
        }
    }
}
