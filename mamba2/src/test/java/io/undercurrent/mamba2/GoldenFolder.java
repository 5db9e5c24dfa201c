package io.undercurrent.mamba2;

import io.undercurrent.mamba2.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder of golden vectors: manifest.json and the files it names. */
record GoldenFolder(Path path, List<GoldenCase> cases) {
    private static final String MANIFEST = "manifest.json";

    /** The manifest of the reference's whole set, in the folder of shared data. */
    static final String SHARED = "golden/" + MANIFEST;

    /** One of the folders that are in the repository: {@code reference} or {@code own}. */
    static GoldenFolder checkedIn(String name) throws IOException {
        String manifest = "/golden/" + name + "/" + MANIFEST;
        URL url = GoldenFolder.class.getResource(manifest);
        if (url == null) {
            throw new FileNotFoundException("no " + manifest + " among the test resources");
        }
        return read(Path.of(URI.create(url.toString())).getParent());
    }

    /**
     * The folder given by golden.dir, else the shared one beside the repository, if it is there.
     */
    static Optional<GoldenFolder> configured() throws IOException {
        String given = System.getProperty("golden.dir");
        Path shared = Path.of(System.getProperty("shared.dir", "../../shared"), "golden");
        Path path =
                given == null
                        ? shared
                        : Path.of(System.getProperty("repository.dir", "..")).resolve(given);
        if (!Files.isRegularFile(path.resolve(MANIFEST))) {
            if (given != null) {
                throw new IOException("golden.dir=" + given + " has no " + MANIFEST);
            }
            return Optional.empty();
        }
        return Optional.of(read(path));
    }

    static GoldenFolder read(Path path) throws IOException {
        String text = Files.readString(path.resolve(MANIFEST));
        Map<?, ?> manifest = (Map<?, ?>) Json.parse(text, 16, 100_000);
        List<GoldenCase> cases = new ArrayList<>();
        for (Object entry : (List<?>) manifest.get("cases")) {
            cases.add(GoldenCase.of(path, (Map<?, ?>) entry));
        }
        return new GoldenFolder(path, cases);
    }
}
