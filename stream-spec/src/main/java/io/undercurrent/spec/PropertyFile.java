package io.undercurrent.spec;

import io.undercurrent.spec.option.Secrets;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A file of properties as Kafka's own tools read it, in UTF-8. Its values may refer to environment
 * variables and files, as those of stream.yaml: <code>${NAME}</code>, <code>${file:path}</code>.
 *
 * @param values the properties, with references resolved, in the order of the file
 * @param secrets those keys whose values are secrets by their names and stand in the file itself,
 *     not behind references alone
 */
public record PropertyFile(Map<String, String> values, Set<String> secrets) {
    private static final int MEBIBYTES = 1;
    private static final Pattern JAAS =
            Pattern.compile("\\s(required|requisite|sufficient|optional)\\s");
    private static final Pattern JAAS_SECRET =
            Pattern.compile("(?i)(password|secret|token)\\w*\\s*=\\s*[\"']?[^\\s\"';]");

    /**
     * Reads a file.
     *
     * @param file the file; relative paths in it are taken from its folder
     * @return its properties
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line or a reference is wrong; names the file and the
     *     key, and never a value
     */
    public static PropertyFile read(Path file) throws IOException {
        String text = TextFile.read(file, MEBIBYTES);
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> secrets = new TreeSet<>();
        Substitution substitution =
                new Substitution(System::getenv, file.toAbsolutePath().getParent());
        for (Map.Entry<String, String> written : parse(file, text).entrySet()) {
            String key = written.getKey();
            boolean secret = Secrets.isSecretKey(key);
            try {
                values.put(key, substitution.apply(written.getValue(), secret));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        file + ": " + Secrets.shownKey(key) + ": " + e.getMessage(), e);
            }
            if (secret && isWritten(written.getValue())) {
                secrets.add(key);
            }
        }
        return new PropertyFile(
                Collections.unmodifiableMap(values), Collections.unmodifiableSet(secrets));
    }

    /**
     * Whether a secret, or a part of it, stands in the file itself. A JAAS configuration is text
     * around its secrets, so of one with references only what it gives as a password counts.
     */
    private static boolean isWritten(String value) {
        String own = Substitution.ownText(value);
        boolean referring = !own.equals(value) && !value.contains("$${");
        boolean isJaas = referring && JAAS.matcher(own).find();
        return isJaas ? JAAS_SECRET.matcher(own).find() : !own.isBlank();
    }

    private static Map<String, String> parse(Path file, String text) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        Properties parser =
                new Properties() {
                    /** Called for each line; Properties itself would keep the last of two. */
                    @Override
                    public synchronized Object put(Object key, Object value) {
                        String name = key.toString();
                        if (name.isEmpty()) {
                            throw new IllegalArgumentException("a line has no key before its =");
                        }
                        if (found.put(name, value.toString()) != null) {
                            throw new IllegalArgumentException(
                                    Secrets.shownKey(name)
                                            + " is there twice; delete one of the lines");
                        }
                        return null;
                    }
                };
        try {
            parser.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            // That of Java's parser is about a malformed escape and holds no value.
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        return found;
    }
}
