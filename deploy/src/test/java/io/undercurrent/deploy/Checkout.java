package io.undercurrent.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of this checkout that are deployed. */
final class Checkout {
    static final Path ROOT = Path.of(System.getProperty("root.dir"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private Checkout() {}

    static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** All documents of a YAML file. */
    static List<JsonNode> yaml(Path file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        Load load = new Load(LoadSettings.builder().setMaxAliasesForCollections(100).build());
        for (Object document : load.loadAllFromString(Files.readString(file))) {
            documents.add(JSON.valueToTree(document));
        }
        return documents;
    }

    static JsonNode json(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }

    static List<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(file(folder))) {
            return all.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
