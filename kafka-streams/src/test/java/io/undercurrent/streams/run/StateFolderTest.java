package io.undercurrent.streams.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may look into the folder of the stores, once Kafka Streams has prepared it. */
class StateFolderTest {
    @TempDir Path folder;

    @Test
    void aNewFolderIsItsOwnersAlone() throws IOException {
        Path stores = folder.resolve("a/stores");
        prepare(stores);
        assertThat(permissions(stores)).isEqualTo("rwx------");
        assertThat(permissions(stores.getParent())).isEqualTo("rwx------");
    }

    @Test
    void anExistingFolderStaysAsTheUserHasIt() throws IOException {
        for (String chosen : new String[] {"rwxr-xr-x", "rwxrwx---", "rwx------"}) {
            Path stores = Files.createDirectory(folder.resolve(chosen));
            Files.setPosixFilePermissions(stores, PosixFilePermissions.fromString(chosen));
            prepare(stores);
            assertThat(permissions(stores)).isEqualTo(chosen);
        }
    }

    /** Prepares an application with a store on disk; it is not started, so it needs no brokers. */
    private static void prepare(Path stores) {
        Properties settings = new Properties();
        settings.put("application.id", "trial");
        settings.put("bootstrap.servers", "127.0.0.1:1");
        settings.put("state.dir", stores.toString());
        try (StreamsRun run = StreamsRun.of(topology(), settings)) {
            assertThat(stores.resolve("trial")).isDirectory();
        }
    }

    private static Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.table(
                "events",
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()),
                Materialized.as(Stores.persistentKeyValueStore("states")));
        return builder.build();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
