package io.undercurrent.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves references in a file's values: <code>${NAME}</code> from the environment, <code>
 * ${file:path}</code> from a file, so that secrets need not stand in the file itself; <code>$${
 * </code> is a plain <code>${</code>.
 *
 * <p>A resolved value is not searched for further references and never appears in a message.
 */
final class Substitution {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?<reference>[^}]*)}?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String FILE = "file:";
    private static final long MAX_FILE_BYTES = 1 << 20;

    private final UnaryOperator<String> environment;
    private final Path folder;

    /**
     * A substitution.
     *
     * @param environment returns a variable's value, or null
     * @param folder the folder that relative paths start from
     */
    Substitution(UnaryOperator<String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /**
     * The text with all references resolved.
     *
     * @throws IllegalArgumentException if one cannot be resolved; the message says which and why
     */
    String apply(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(resolve(m.group())));
    }

    private String resolve(String reference) {
        if (reference.startsWith("$$")) {
            return "${";
        }
        if (!reference.endsWith("}")) {
            throw new IllegalArgumentException(
                    reference + " has no closing brace; a plain ${ is written $${");
        }
        String inside = reference.substring(2, reference.length() - 1);
        return inside.startsWith(FILE)
                ? file(reference, inside.substring(FILE.length()))
                : variable(reference, inside);
    }

    private String variable(String reference, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    reference
                            + " is neither ${NAME} of an environment variable nor ${file:path};"
                            + " a plain ${ is written $${");
        }
        String value = environment.apply(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the environment variable of " + reference + " is not set; export " + name);
        }
        return value;
    }

    private String file(String reference, String path) {
        Path file = folder.resolve(path);
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException(
                        "the file of " + reference + " is larger than 1 MiB");
            }
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file of " + reference + " cannot be read: " + e, e);
        }
    }
}
