package io.undercurrent.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options' values: the file's where it gives one, else the default.
 *
 * <p>A wrong value is reported and reads as null from then on, so that checks which need it can
 * pass it over and the rest of the file is still checked.
 */
final class Settings {
    private final Map<String, Entry> entries;
    private final Problems problems;
    private final boolean complete;
    private final Map<Option<?>, Object> values = new LinkedHashMap<>();

    /**
     * Reads all options.
     *
     * @param complete whether what a stream cannot do without must be there
     */
    Settings(Map<String, Entry> entries, Problems problems, boolean complete) {
        this.entries = entries;
        this.problems = problems;
        this.complete = complete;
        Options.all().values().forEach(option -> values.put(option, read(option)));
    }

    /** The option's value; null where it is unset or wrong. */
    @SuppressWarnings("unchecked") // only read() fills the map, with the option's own type
    <T> T get(Option<T> option) {
        return (T) values.get(option);
    }

    /** Whether the file gives the option, rightly or wrongly. */
    boolean isGiven(Option<?> option) {
        return entries.containsKey(option.key());
    }

    /** Reports something wrong about an option, at its line where the file gives it. */
    void refuse(Option<?> option, String text) {
        Entry entry = entries.get(option.key());
        problems.add(entry == null ? Problems.NO_LINE : entry.line(), text);
    }

    /** Refuses an option that the file gives although it would have no effect. */
    void refuseUnused(Option<?> option, String because) {
        if (isGiven(option)) {
            refuse(option, shown(option) + ": not used " + because + "; remove it");
        }
    }

    /** Key and value as messages show them. */
    String shown(Option<?> option) {
        Entry entry = entries.get(option.key());
        String value = entry == null ? fallback(option) : entry.written();
        if (Options.REGISTRY_SECRETS.contains(option)) {
            return option.key() + " = ****";
        }
        return option.key() + " = " + Secrets.maskUri(value);
    }

    /** The Kafka client properties, the prefix taken off, in the file's order. */
    Map<String, String> kafka() {
        Map<String, String> properties = new LinkedHashMap<>();
        entries.forEach(
                (key, entry) -> {
                    if (key.startsWith(Options.KAFKA) && entry.texts() != null) {
                        properties.put(
                                key.substring(Options.KAFKA.length()),
                                String.join(",", entry.texts()));
                    }
                });
        return properties;
    }

    private Object read(Option<?> option) {
        Entry entry = entries.get(option.key());
        if (entry == null) {
            return absent(option);
        }
        if (entry.texts() == null) {
            return null;
        }
        if (entry.isList() != option.type().isList()) {
            String found = entry.isList() ? "a list" : "the single value " + entry.written();
            problems.add(entry.line(), YamlEntries.wrongShape(option.key(), option, found));
            return null;
        }
        try {
            return option.type().parser().apply(entry.texts());
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(
                    entry.line(),
                    shown(option) + ": allowed are " + option.type().allowed() + reason(e));
            return null;
        }
    }

    /** What a check says beyond what is allowed; the messages of Java's own parsers say nothing. */
    private static String reason(RuntimeException e) {
        boolean says = e.getClass() == IllegalArgumentException.class && e.getMessage() != null;
        return says ? " (" + e.getMessage() + ")" : "";
    }

    private Object absent(Option<?> option) {
        if (option.required() && !complete) {
            return null;
        }
        if (option.required()) {
            problems.add(
                    Problems.NO_LINE,
                    option.key()
                            + " is missing: "
                            + option.description()
                            + " Allowed are "
                            + option.type().allowed()
                            + ".");
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
            // Only a default made from the topic's name can be wrong: too long.
            problems.add(
                    Problems.NO_LINE,
                    shown(option)
                            + ", the default: allowed is "
                            + option.type().allowed()
                            + "; give "
                            + option.key());
            return null;
        }
    }

    private String fallback(Option<?> option) {
        String text = option.fallback();
        if (text == null || !text.contains(Options.TOPIC)) {
            return text;
        }
        // The registry lists the topic before every option whose default names it.
        String topic = get(Options.SOURCE_TOPIC);
        return topic == null ? null : text.replace(Options.TOPIC, topic);
    }
}
