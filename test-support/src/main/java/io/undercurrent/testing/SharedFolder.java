package io.undercurrent.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds data outside the repository that is too large, or not ours, to be checked in. The folder is
 * the property {@code shared.dir}, which the build sets to {@code ../shared}.
 *
 * <p>If the data is absent, a test that needs it is reported as skipped, with the reason. With
 * {@code REQUIRE_SHARED=1} in the environment it fails instead.
 */
public final class SharedFolder {
    private SharedFolder() {}

    /**
     * A file of the folder; the calling test ends here if it is absent.
     *
     * @param name relative to the folder
     * @return the file, which exists
     */
    public static Path file(String name) {
        Path folder = Path.of(System.getProperty("shared.dir", "../shared"));
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            String reason =
                    "no file "
                            + name
                            + " in "
                            + folder.toAbsolutePath().normalize()
                            + " (shared.dir)";
            if ("1".equals(System.getenv("REQUIRE_SHARED"))) {
                throw new AssertionError(reason + ", and REQUIRE_SHARED=1");
            }
            System.out.println("SKIPPED: " + reason);
            abort(reason);
        }
        return file;
    }
}
