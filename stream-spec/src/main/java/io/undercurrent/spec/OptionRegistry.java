package io.undercurrent.spec;

import io.undercurrent.spec.option.DeclaredOption;
import io.undercurrent.spec.option.Option;
import io.undercurrent.spec.option.OptionTypes;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Holds all options, as the components of {@link StreamSpec}, its sections and {@link TrainSpec}
 * declare them. The file is validated against them, and the reference page is generated from them.
 */
final class OptionRegistry {
    /** Prefix of the Kafka client properties that are passed on as they are. */
    static final String KAFKA = "kafka.";

    /** The only Kafka client property that is an option of ours. */
    static final String BROKERS = KAFKA + "bootstrap.servers";

    /** Prefix of the options that only {@code train} reads. */
    static final String TRAIN = "train.";

    private static final Map<String, DeclaredOption> ALL = new LinkedHashMap<>();

    static {
        Map<String, DeclaredOption> stream = new LinkedHashMap<>();
        declare("", StreamSpec.class, stream);
        // The page ends with Kafka's section, which says which other keys may be set there.
        DeclaredOption kafka = stream.remove(BROKERS);
        ALL.putAll(stream);
        declare(TRAIN, TrainSpec.class, ALL);
        ALL.put(kafka.key(), kafka);
    }

    private OptionRegistry() {}

    /** All options in the order of the reference page. */
    static Collection<DeclaredOption> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    /** The option of a key, or null if there is none. */
    static DeclaredOption find(String key) {
        return ALL.get(key);
    }

    /**
     * The option of a key.
     *
     * @throws IllegalArgumentException if there is none
     */
    static DeclaredOption get(String key) {
        DeclaredOption option = ALL.get(key);
        if (option == null) {
            throw new IllegalArgumentException("no record declares an option " + key);
        }
        return option;
    }

    /** The key of a component that is an option. */
    static String key(String prefix, RecordComponent component, Option option) {
        return prefix + (option.key().isEmpty() ? kebab(component.getName()) : option.key());
    }

    /** The prefix of the options of a component that is itself a section. */
    static String prefix(String prefix, RecordComponent component) {
        return prefix + kebab(component.getName()) + ".";
    }

    /**
     * Adds the options of a section and of the sections in it.
     *
     * @throws IllegalArgumentException if a component cannot hold what its annotation says
     */
    static void declare(String prefix, Class<?> section, Map<String, DeclaredOption> options) {
        for (RecordComponent component : section.getRecordComponents()) {
            Option option = component.getAnnotation(Option.class);
            if (option != null) {
                String key = key(prefix, component, option);
                boolean mayBeAbsent = option.byDefault().isEmpty() && !option.required();
                if (component.getType().isPrimitive() && mayBeAbsent) {
                    throw new IllegalArgumentException(
                            key + ": a primitive cannot be absent; give it a default or a box");
                }
                options.put(key, DeclaredOption.of(key, option, OptionTypes.of(component, option)));
            } else if (component.getType().isRecord()) {
                declare(prefix(prefix, component), component.getType(), options);
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
