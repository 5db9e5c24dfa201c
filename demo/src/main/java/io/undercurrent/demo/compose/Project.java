package io.undercurrent.demo.compose;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checkout's docker-compose.yml, its variables, and its stream as seen from this machine. */
public final class Project {
    private static final String FILE = "docker-compose.yml";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z_]+)}");

    private final Path folder;
    private final Map<String, String> variables;

    private Project(Path folder, Map<String, String> variables) {
        this.folder = folder;
        this.variables = variables;
    }

    /**
     * Opens a project.
     *
     * @param chosen the folder; null for the checkout that this program was built in, or else the
     *     working folder
     * @param environment variables that override those of .env
     * @return the project
     * @throws IllegalArgumentException if there is no docker-compose.yml
     * @throws IOException if .env cannot be read
     */
    public static Project open(Path chosen, Map<String, String> environment) throws IOException {
        Path folder = chosen == null ? home() : chosen;
        if (!Files.exists(folder.resolve(FILE))) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "--project-directory %s: no %s there; name Undercurrent's checkout",
                            folder,
                            FILE));
        }
        Map<String, String> variables = defaults(folder);
        // A command of this checkout shows what was built in this checkout.
        variables.put("UNDERCURRENT_TARGET", "runtime");
        variables.replaceAll((name, value) -> environment.getOrDefault(name, value));
        return new Project(folder.toAbsolutePath(), variables);
    }

    /**
     * The variables of a checkout's .env.
     *
     * @param folder the checkout
     * @return values by name, in the file's order
     * @throws IOException if it cannot be read
     */
    public static Map<String, String> defaults(Path folder) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve(".env"))) {
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && equals > 0) {
                variables.put(
                        line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        return variables;
    }

    /**
     * The checkout above target/lib, from which the launcher starts the program, or else the
     * working folder.
     */
    private static Path home() {
        try {
            URI jar = Project.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            for (Path p = Path.of(jar); p != null; p = p.getParent()) {
                if (Files.exists(p.resolve(FILE))) {
                    return p;
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return Path.of("");
    }

    Path folder() {
        return folder;
    }

    /** The variables of .env, overridden by those of the environment. */
    Map<String, String> variables() {
        return variables;
    }

    /** A variable; throws if .env does not define it. */
    String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    ".env: " + name + " is missing; add it, see the comments there");
        }
        return value;
    }

    /** An HTTP address of a service on this machine. */
    URI local(String portVariable, String path) {
        return URI.create("http://localhost:" + variable(portVariable) + path);
    }

    /**
     * The demo's stream with addresses that can be reached from this machine.
     *
     * @return its declaration
     * @throws IOException if the file cannot be read
     * @throws SpecException if it is refused
     */
    public StreamSpec stream() throws IOException {
        Path file = folder.resolve("deploy/compose/stream.yaml");
        Map<String, String> values = new LinkedHashMap<>(variables);
        values.put("BOOTSTRAP_SERVERS", "localhost:" + variable("KAFKA_PORT"));
        values.put("REGISTRY_URL", local("REGISTRY_PORT", "/apis/ccompat/v7").toString());
        values.put("TRAIN_ENGINE", "java");
        List<String> missing = new ArrayList<>();
        String text =
                REFERENCE
                        .matcher(Files.readString(file))
                        .replaceAll(
                                reference -> {
                                    String value = values.get(reference.group(1));
                                    if (value == null) {
                                        missing.add(reference.group());
                                    }
                                    return Matcher.quoteReplacement(String.valueOf(value));
                                });
        if (!missing.isEmpty()) {
            throw new SpecException(
                    List.of(file + ": no value for " + missing + "; add them to .env"));
        }
        return StreamSpec.parse(text, file.toString());
    }
}
