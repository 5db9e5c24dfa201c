package io.undercurrent.spec;

import io.undercurrent.spec.option.DeclaredOption;
import io.undercurrent.spec.option.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the options' values: those that the file sets, otherwise the defaults.
 *
 * <p>A wrong value is reported and is null from then on. Checks that need it can skip it, and the
 * rest of the file is still checked.
 */
final class Settings {
    private final Map<String, Entry> entries;
    private final Problems problems;
    private final boolean complete;
    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * Reads all options.
     *
     * @param complete whether the options that a stream needs must be set
     */
    Settings(Map<String, Entry> entries, Problems problems, boolean complete) {
        this.entries = entries;
        this.problems = problems;
        this.complete = complete;
        OptionRegistry.all().forEach(option -> values.put(option.key(), read(option)));
    }

    /**
     * The option's value; null if it is unset or wrong.
     *
     * @throws IllegalArgumentException if no record declares the option
     * @throws ClassCastException if it is of another type
     */
    <T> T get(String key, Class<T> type) {
        return type.cast(value(key));
    }

    /** The value of an option that is a list of texts; null if it is unset or wrong. */
    List<String> texts(String key) {
        List<?> texts = get(key, List.class);
        return texts == null ? null : texts.stream().map(String.class::cast).toList();
    }

    /** The option's value, of the type that its component has; null if it is unset or wrong. */
    Object value(String key) {
        return values.get(OptionRegistry.get(key).key());
    }

    /** Whether the file sets the option, even if to a wrong value. */
    boolean isGiven(String key) {
        return entries.containsKey(OptionRegistry.get(key).key());
    }

    /** Reports a problem with an option, at its line if the file sets it. */
    void refuse(String key, String text) {
        Entry entry = entries.get(OptionRegistry.get(key).key());
        problems.add(entry == null ? Problems.NO_LINE : entry.line(), text);
    }

    /** Refuses an option that the file gives although it would have no effect. */
    void refuseUnused(String key, String because) {
        if (isGiven(key)) {
            refuse(key, shown(key) + ": not used " + because + "; remove it");
        }
    }

    /** Key and value as messages show them. */
    String shown(String key) {
        DeclaredOption option = OptionRegistry.get(key);
        if (option.secret()) {
            return key + " = " + Secrets.MASK;
        }
        Entry entry = entries.get(key);
        return key + " = " + Secrets.maskUri(entry == null ? fallback(option) : entry.written());
    }

    /** The Kafka client properties without the prefix, in the file's order. */
    Map<String, String> kafka() {
        Map<String, String> properties = new LinkedHashMap<>();
        entries.forEach(
                (key, entry) -> {
                    if (key.startsWith(OptionRegistry.KAFKA) && entry.texts() != null) {
                        properties.put(
                                key.substring(OptionRegistry.KAFKA.length()),
                                String.join(",", entry.texts()));
                    }
                });
        return properties;
    }

    private Object read(DeclaredOption option) {
        Entry entry = entries.get(option.key());
        if (entry == null) {
            return absent(option);
        }
        if (entry.texts() == null) {
            return null;
        }
        if (entry.isList() != option.type().isList()) {
            String found = entry.isList() ? "a list" : "the single value " + entry.written();
            problems.add(entry.line(), YamlEntries.wrongShape(option, found));
            return null;
        }
        try {
            return option.type().parser().apply(entry.texts());
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(
                    entry.line(),
                    shown(option.key()) + ": allowed are " + option.type().allowed() + reason(e));
            return null;
        }
    }

    /**
     * What a check says beyond what is allowed; messages of Java's own parsers do not help a user.
     */
    private static String reason(RuntimeException e) {
        boolean says = e.getClass() == IllegalArgumentException.class && e.getMessage() != null;
        return says ? " (" + e.getMessage() + ")" : "";
    }

    private Object absent(DeclaredOption option) {
        if (option.required()) {
            if (complete) {
                problems.add(
                        Problems.NO_LINE,
                        option.key()
                                + " is missing: "
                                + option.description()
                                + " Allowed are "
                                + option.type().allowed()
                                + ".");
            }
            return null;
        }
        String fallback = fallback(option);
        if (fallback == null) {
            return null;
        }
        List<String> texts =
                option.type().isList() ? List.of(fallback.split(", ")) : List.of(fallback);
        try {
            return option.type().parser().apply(texts);
        } catch (IllegalArgumentException e) {
            // Only a default made from the topic's name can be wrong: it is too long.
            problems.add(
                    Problems.NO_LINE,
                    shown(option.key())
                            + ", the default: allowed is "
                            + option.type().allowed()
                            + "; give "
                            + option.key());
            return null;
        }
    }

    private String fallback(DeclaredOption option) {
        String text = option.fallback();
        if (text == null || !text.contains(DeclaredOption.TOPIC)) {
            return text;
        }
        // The topic is declared, and so read, before every option whose default names it.
        String topic = get("source.topic", String.class);
        return topic == null ? null : text.replace(DeclaredOption.TOPIC, topic);
    }
}
