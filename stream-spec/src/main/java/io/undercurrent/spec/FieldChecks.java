package io.undercurrent.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What has to fit together about a source's fields: each has one role and, in CSV, a column; in
 * JSON and in a schema of the user's own none lies inside another.
 */
final class FieldChecks {
    private static final int MOST_FIELDS = 64;

    private final Settings settings;
    private final Map<String, Option<?>> roles = new LinkedHashMap<>();

    private FieldChecks(Settings settings) {
        this.settings = settings;
    }

    static void check(Settings settings, StreamSpec.Format format) {
        count(settings);
        if (format == StreamSpec.Format.AVRO && !settings.isGiven(Options.AVRO_SCHEMA)) {
            new FieldChecks(settings).values(); // key and time are the schema's own
        } else {
            new FieldChecks(settings).check(format == StreamSpec.Format.CSV);
        }
    }

    private void check(boolean csv) {
        if (settings.get(Options.KEY_FROM) == StreamSpec.Key.From.FIELD) {
            role(settings.get(Options.KEY_FIELD), Options.KEY_FIELD);
        }
        role(settings.get(Options.TIME_FIELD), Options.TIME_FIELD);
        role(settings.get(Options.GROUP_FIELD), Options.GROUP_FIELD);
        values();
        if (csv) {
            columns();
        } else {
            paths();
        }
    }

    private void values() {
        List<String> values = settings.get(Options.SOURCE_VALUES);
        if (values != null) {
            values.forEach(value -> role(value, Options.SOURCE_VALUES));
        }
        List<String> covariates = settings.get(Options.SOURCE_COVARIATES);
        if (covariates != null) {
            covariates.forEach(field -> role(field, Options.SOURCE_COVARIATES));
        }
    }

    private static void count(Settings settings) {
        List<String> values = settings.get(Options.SOURCE_VALUES);
        List<String> covariates = settings.get(Options.SOURCE_COVARIATES);
        if (values == null || covariates == null) {
            return;
        }
        if (values.size() + covariates.size() > MOST_FIELDS) {
            settings.refuse(
                    Options.SOURCE_COVARIATES,
                    String.format(
                            Locale.ROOT,
                            "source.covariates: %d fields and %d source.values: allowed are %d together",
                            covariates.size(),
                            values.size(),
                            MOST_FIELDS));
        }
    }

    private void role(String field, Option<?> option) {
        Option<?> other = field == null ? null : roles.putIfAbsent(field, option);
        if (other != null) {
            settings.refuse(
                    option,
                    option.key()
                            + ": the field "
                            + field
                            + " is also "
                            + other.key()
                            + "; a field has one role");
        }
    }

    private void columns() {
        List<String> columns = settings.get(Options.CSV_COLUMNS);
        if (columns == null) {
            return;
        }
        Set<String> once = new HashSet<>();
        for (String column : columns) {
            if (!once.add(column)) {
                settings.refuse(
                        Options.CSV_COLUMNS,
                        settings.shown(Options.CSV_COLUMNS) + ": " + column + " occurs twice");
            }
        }
        roles.forEach(
                (field, option) -> {
                    if (!columns.contains(field)) {
                        settings.refuse(
                                option,
                                option.key()
                                        + " = "
                                        + field
                                        + ": no such column; allowed are those of"
                                        + " source.csv.columns: "
                                        + String.join(", ", columns));
                    }
                });
    }

    private void paths() {
        Map<List<String>, Option<?>> paths = new LinkedHashMap<>();
        roles.forEach(
                (field, option) -> {
                    try {
                        paths.put(FieldPath.split(field), option);
                    } catch (IllegalArgumentException e) {
                        settings.refuse(
                                option, option.key() + " = " + field + ": " + e.getMessage());
                    }
                });
        List<List<String>> all = new ArrayList<>(paths.keySet());
        for (List<String> outer : all) {
            for (List<String> inner : all) {
                boolean inside =
                        inner.size() > outer.size() && inner.subList(0, outer.size()).equals(outer);
                if (inside) {
                    settings.refuse(
                            paths.get(inner),
                            paths.get(inner).key()
                                    + ": the field "
                                    + String.join(".", inner)
                                    + " lies inside the field "
                                    + String.join(".", outer)
                                    + ", which cannot be an object and a value at once");
                }
            }
        }
    }
}
