package io.undercurrent.spec;

import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.value.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checks a source's fields: each has one role and, in CSV, a column; in JSON and in a schema of the
 * user's own, no field lies inside another.
 */
final class FieldChecks {
    private static final int MAX_FIELDS = 64;

    private final Settings settings;
    private final Map<String, String> roles = new LinkedHashMap<>();

    private FieldChecks(Settings settings) {
        this.settings = settings;
    }

    static void check(Settings settings, SourceOptions.Format format) {
        count(settings);
        if (format == SourceOptions.Format.AVRO && !settings.isGiven("source.avro.schema")) {
            new FieldChecks(settings).values(); // Event's schema fixes key and time
        } else {
            new FieldChecks(settings).check(format == SourceOptions.Format.CSV);
        }
    }

    private void check(boolean csv) {
        if (settings.get("source.key.from", KeyOptions.From.class) == KeyOptions.From.FIELD) {
            role(settings.get("source.key.field", String.class), "source.key.field");
        }
        role(settings.get("source.time.field", String.class), "source.time.field");
        role(settings.get("source.group-field", String.class), "source.group-field");
        values();
        if (csv) {
            columns();
        } else {
            paths();
        }
    }

    private void values() {
        List<String> values = settings.texts("source.values");
        if (values != null) {
            values.forEach(value -> role(value, "source.values"));
        }
        List<String> covariates = settings.texts("source.covariates");
        if (covariates != null) {
            covariates.forEach(field -> role(field, "source.covariates"));
        }
    }

    private static void count(Settings settings) {
        List<String> values = settings.texts("source.values");
        List<String> covariates = settings.texts("source.covariates");
        if (values == null || covariates == null) {
            return;
        }
        if (values.size() + covariates.size() > MAX_FIELDS) {
            settings.refuse(
                    "source.covariates",
                    String.format(
                            Locale.ROOT,
                            "source.covariates: %d fields and %d source.values: allowed are %d together",
                            covariates.size(),
                            values.size(),
                            MAX_FIELDS));
        }
    }

    private void role(String field, String option) {
        String other = field == null ? null : roles.putIfAbsent(field, option);
        if (other != null) {
            settings.refuse(
                    option,
                    option
                            + ": the field "
                            + field
                            + " is also "
                            + other
                            + "; a field has one role");
        }
    }

    private void columns() {
        List<String> columns = settings.texts("source.csv.columns");
        if (columns == null) {
            return;
        }
        Set<String> once = new HashSet<>();
        for (String column : columns) {
            if (!once.add(column)) {
                settings.refuse(
                        "source.csv.columns",
                        settings.shown("source.csv.columns") + ": " + column + " occurs twice");
            }
        }
        roles.forEach(
                (field, option) -> {
                    if (!columns.contains(field)) {
                        settings.refuse(
                                option,
                                option
                                        + " = "
                                        + field
                                        + ": no such column; allowed are those of"
                                        + " source.csv.columns: "
                                        + String.join(", ", columns));
                    }
                });
    }

    private void paths() {
        Map<List<String>, String> paths = new LinkedHashMap<>();
        roles.forEach(
                (field, option) -> {
                    try {
                        paths.put(FieldPath.split(field), option);
                    } catch (IllegalArgumentException e) {
                        settings.refuse(option, option + " = " + field + ": " + e.getMessage());
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
                            paths.get(inner)
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
