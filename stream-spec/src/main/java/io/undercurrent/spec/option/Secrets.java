package io.undercurrent.spec.option;

import io.undercurrent.schemas.ForeignText;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Masks secrets in everything that is printed.
 *
 * <p>It decides by a property's name, as Kafka's own dumps do, and masks a value in case of doubt.
 */
public final class Secrets {
    /** What is shown in place of a secret. */
    public static final String MASK = "****";

    /** Matches the names of Kafka's properties of type password, and of those of its plug-ins. */
    private static final Pattern SECRET =
            Pattern.compile(
                    "password|secret|jaas|token|credential|private|passphrase|api\\.?key"
                            + "|user\\.info|keystore\\.key|certificate");

    private static final int MAX_KEY = 100;

    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

    private Secrets() {}

    /** Whether the values of this Kafka property are never printed. */
    static boolean isSecret(String property) {
        return SECRET.matcher(property.toLowerCase(Locale.ROOT)).find();
    }

    /**
     * Whether the values of a key are never printed.
     *
     * @param key a key of stream.yaml, perhaps misspelt
     * @return true if it is a secret option, or sounds like one
     */
    public static boolean isSecretKey(String key) {
        return isSecret(key);
    }

    /**
     * Shows a key that may be a slip of the pen: {@code registry.password:hunter2}, with the blank
     * forgotten, is one key in YAML.
     *
     * @param key as the file has it
     * @return its part before the first colon, equals sign or blank, and not more than the word
     *     that makes it a secret; on one line
     */
    public static String shownKey(String key) {
        int end = 0;
        while (end < key.length()
                && ":= ".indexOf(key.charAt(end)) < 0
                && !Character.isISOControl(key.charAt(end))) {
            end++;
        }
        Matcher secret = SECRET.matcher(key.toLowerCase(Locale.ROOT));
        int last = key.lastIndexOf('.', end - 1) + 1;
        if (secret.find(last) && secret.end() < end) {
            end = secret.end();
        }
        return end == key.length()
                ? ForeignText.cut(key, MAX_KEY)
                : ForeignText.cut(key.substring(0, end), MAX_KEY) + "...";
    }

    /**
     * Masks the user and password in a URI.
     *
     * @param uri any text
     * @return the text with {@link #MASK} in place of what comes before a host
     */
    public static String maskUri(String uri) {
        return USER_INFO.matcher(uri).replaceAll("//" + MASK + "@");
    }

    /**
     * Prints a record as its own toString would, with secrets masked.
     *
     * @param record a public record whose components may carry {@link Option}
     * @return one line
     */
    public static String describe(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .map(component -> component.getName() + "=" + shown(component, record))
                .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "[", "]"));
    }

    private static String shown(RecordComponent component, Record record) {
        Object value;
        try {
            value = component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass() + " is no public record", e);
        }
        Option option = component.getAnnotation(Option.class);
        if (value == null || option == null) {
            return String.valueOf(value);
        }
        if (option.secret()) {
            return MASK;
        }
        if (value instanceof Map<?, ?> properties) {
            Map<String, String> sorted = new TreeMap<>();
            properties.forEach((k, v) -> sorted.put(k.toString(), property(k, v)));
            return sorted.toString();
        }
        return option.kind() == Option.Kind.PEM ? "PEM" : maskUri(value.toString());
    }

    private static String property(Object name, Object value) {
        return isSecret(name.toString()) ? MASK : maskUri(value.toString());
    }
}
