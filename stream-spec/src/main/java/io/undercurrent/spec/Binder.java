package io.undercurrent.spec;

import io.undercurrent.spec.option.Option;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Builds a section's record, and the records of its nested sections, from checked settings. */
final class Binder {
    private final Settings settings;
    private final List<?> others;

    /**
     * A binder.
     *
     * @param settings without problems, so that every required option has a value
     * @param others values for components that are neither options nor sections, matched by type
     */
    Binder(Settings settings, Object... others) {
        this.settings = settings;
        this.others = List.of(others);
    }

    /**
     * Builds the record of one section.
     *
     * @param prefix the prefix of its options' keys; empty for the whole file
     */
    <R extends Record> R bind(Class<R> section, String prefix) {
        RecordComponent[] components = section.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(components[i], prefix);
        }
        try {
            Constructor<R> canonical = section.getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the record of " + prefix + " refuses its values", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(section + " is no public record", e);
        }
    }

    private Object value(RecordComponent component, String prefix) {
        Class<?> type = component.getType();
        Option option = component.getAnnotation(Option.class);
        if (option != null) {
            if (type == Map.class) {
                return Collections.unmodifiableMap(settings.kafka());
            }
            Object value = settings.value(OptionRegistry.key(prefix, component, option));
            return value == null && type == List.class ? List.of() : value;
        }
        for (Object other : others) {
            if (type.isInstance(other)) {
                return other;
            }
        }
        return bind(type.asSubclass(Record.class), OptionRegistry.prefix(prefix, component));
    }
}
