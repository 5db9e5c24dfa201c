package io.undercurrent.spec;

import io.undercurrent.schemas.ForeignText;
import java.io.IOException;
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
    private static final Pattern CAPITALS = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final String FILE = "file:";
    private static final int MAX_SHOWN = 100;

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
     * @param secret whether the value is a secret: then no part of it is named in a message, except
     *     a file's path or a variable's name in capitals, because what looks like a reference may
     *     be a piece of the secret itself
     * @throws IllegalArgumentException if one cannot be resolved; the message says which and why
     */
    String apply(String text, boolean secret) {
        return REFERENCE
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(resolve(m.group(), secret)));
    }

    /** The text that stands there itself: without its references, and with escaped ones plain. */
    static String ownText(String text) {
        return REFERENCE.matcher(text).replaceAll(m -> m.group().startsWith("$$") ? "\\${" : "");
    }

    private String resolve(String reference, boolean secret) {
        if (reference.startsWith("$$")) {
            return "${";
        }
        if (!reference.endsWith("}")) {
            throw new IllegalArgumentException(
                    (secret ? "a ${" : ForeignText.cut(reference, MAX_SHOWN))
                            + " has no closing brace; a plain ${ is written $${");
        }
        String inside = reference.substring(2, reference.length() - 1);
        return inside.startsWith(FILE)
                ? file(reference, inside.substring(FILE.length()))
                : variable(reference, inside, secret);
    }

    private String variable(String reference, String name, boolean secret) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    (secret ? "a ${...}" : ForeignText.cut(reference, MAX_SHOWN))
                            + " is neither ${NAME} of an environment variable nor ${file:path};"
                            + " a plain ${ is written $${");
        }
        String value = environment.apply(name);
        if (value == null) {
            boolean named = !secret || CAPITALS.matcher(name).matches();
            throw new IllegalArgumentException(
                    named
                            ? "the environment variable of "
                                    + reference
                                    + " is not set; export "
                                    + name
                            : "the environment variable of its ${...} is not set; export it, or write"
                                    + " a plain ${ as $${");
        }
        return value;
    }

    private String file(String reference, String path) {
        Path file = folder.resolve(path);
        try {
            return TextFile.read(file, 1).stripTrailing();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file of " + reference + " cannot be read: " + e.getMessage(), e);
        }
    }
}
