package io.undercurrent.stream.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others may see of files and folders with raw events. */
class OwnerOnlyTest {
    @TempDir Path folder;

    @Test
    void aNewFolderAndTheParentsThatWereMissingAreTheOwnersAlone() throws IOException {
        Path deep = folder.resolve("a/b/c");
        assertThat(OwnerOnly.newFolder(deep)).isEmpty();
        for (String made : new String[] {"a", "a/b", "a/b/c"}) {
            assertThat(permissions(folder.resolve(made))).isEqualTo("rwx------");
        }
        assertThat(OwnerOnly.newFolder(deep)).as("the second time").isEmpty();
    }

    @Test
    void anExistingFolderStaysAsItIsAndIsNamedWithTheCommand() throws IOException {
        for (String wider : new String[] {"rwxr-xr-x", "rwxr-x---", "rwx-----x", "rwxrwxrwx"}) {
            Path there = Files.createDirectory(folder.resolve(wider));
            Files.setPosixFilePermissions(there, PosixFilePermissions.fromString(wider));
            assertThat(OwnerOnly.newFolder(there))
                    .hasValueSatisfying(
                            warning ->
                                    assertThat(warning)
                                            .startsWith("warning: " + there + " ")
                                            .contains("(" + wider + ")")
                                            .endsWith("chmod 700 " + there));
            assertThat(permissions(there)).isEqualTo(wider);
        }
    }

    @Test
    void aNewFileIsTheOwnersAloneAndAnExposedOneIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("events"), "older, and longer");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(OwnerOnly.exposed(file))
                .hasValueSatisfying(w -> assertThat(w).endsWith("chmod 600 " + file));
        try (OutputStream out = OwnerOnly.newFile(file)) {
            assertThat(permissions(file)).isEqualTo("rw-------");
            out.write("new".getBytes(UTF_8));
        }
        assertThat(file).hasContent("new");
        assertThat(OwnerOnly.exposed(file)).isEmpty();
    }

    @Test
    void aFileSystemWithoutPermissionsIsUsedAsItIs() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("files.zip").toUri());
        try (FileSystem without = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            assertThat(without.supportedFileAttributeViews()).doesNotContain("posix");
            Path made = without.getPath("/a/b");
            assertThat(OwnerOnly.newFolder(made)).isEmpty();
            assertThat(made).isDirectory();
            try (OutputStream out = OwnerOnly.newFile(made.resolve("file"))) {
                out.write(1);
            }
            assertThat(OwnerOnly.exposed(made.resolve("file"))).isEmpty();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
