package io.undercurrent.command;

import io.undercurrent.spec.PropertyFile;
import io.undercurrent.spec.option.Secrets;
import io.undercurrent.stream.files.OwnerOnly;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The properties of a client that a command's options give: one by one, and in a file, because
 * every user of a machine can read the arguments of its processes.
 *
 * @param values the properties; what is given one by one takes precedence over the file
 */
public record ClientProperties(Map<String, String> values) {
    /** What separates the words of a login's configuration. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s\"'=;,]+");

    /** None at all. */
    public static final ClientProperties NONE = new ClientProperties(Map.of());

    /**
     * Collects the properties, with a warning where others can read a secret among them.
     *
     * @param option the option that gives one of them, for messages
     * @param given its arguments, KEY=VALUE
     * @param fileOption the option that names a file, for messages
     * @param file the file; null for none
     * @param err receives the warnings
     * @return the properties
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if an argument or the file is wrong; no message has a value
     */
    public static ClientProperties of(
            String option, List<String> given, String fileOption, Path file, PrintWriter err)
            throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        if (file != null) {
            InputFile.check(file);
            PropertyFile read = PropertyFile.read(file);
            values.putAll(read.values());
            if (!read.secrets().isEmpty()) {
                OwnerOnly.exposed(file).ifPresent(err::println);
            }
        }
        Set<String> open = new TreeSet<>();
        for (String argument : given) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s %s: not of the form KEY=VALUE",
                                option,
                                Secrets.shownKey(argument)));
            }
            String key = argument.substring(0, equals);
            if (Secrets.isSecretKey(key)) {
                open.add(Secrets.shownKey(key));
            }
            values.put(key, argument.substring(equals + 1));
        }
        if (!open.isEmpty()) {
            err.println(
                    String.format(
                            Locale.ROOT,
                            "warning: %s %s: every user of this machine can read it in the list of processes; write it to a file that only you can read, and name that with %s",
                            option,
                            String.join(", ", open),
                            fileOption));
        }
        err.flush();
        return new ClientProperties(values);
    }

    /**
     * What a client says of its properties, unless it repeats a part of a secret: a login's
     * configuration that is quoted wrongly comes apart at its blanks, and the client names a piece.
     *
     * @param message the client's message; may be null
     * @return the message, or what to look at instead
     */
    public String safe(String message) {
        if (message == null) {
            return "it gives no reason";
        }
        for (Map.Entry<String, String> property : values.entrySet()) {
            if (Secrets.isSecretKey(property.getKey()) && repeats(message, property.getValue())) {
                return String.format(
                        Locale.ROOT,
                        "%s is wrong (the reason repeats a part of it and is left out); compare it with docs/security.md",
                        Secrets.shownKey(property.getKey()));
            }
        }
        return message;
    }

    private static boolean repeats(String message, String secret) {
        return BETWEEN.splitAsStream(secret)
                .anyMatch(word -> !word.isEmpty() && message.contains(word));
    }

    /** Never shows a value. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
