package io.undercurrent.spec;

import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.spec.option.OptionTypes;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.option.SourceOptions.Format;
import io.undercurrent.spec.option.TimeOptions;
import io.undercurrent.spec.option.TimeOptions.Unit;

/**
 * Checks a source's options against each other. An option without effect is refused, because a user
 * who sets it expects an effect.
 */
final class SourceChecks {
    private final Settings settings;
    private final Format format;

    private SourceChecks(Settings settings) {
        this.settings = settings;
        this.format = settings.get("source.format", SourceOptions.Format.class);
    }

    static void check(Settings settings) {
        SourceChecks checks = new SourceChecks(settings);
        checks.key();
        checks.time();
        if (checks.format != null) {
            checks.format();
            FieldChecks.check(settings, checks.format);
        }
    }

    private void key() {
        KeyOptions.From from = settings.get("source.key.from", KeyOptions.From.class);
        if (from == KeyOptions.From.RECORD) {
            settings.refuseUnused("source.key.field", "with source.key.from = record");
        } else if (from == KeyOptions.From.FIELD) {
            settings.refuseUnused("source.key.encoding", "with source.key.from = field");
        }
    }

    private void time() {
        Unit unit = settings.get("source.time.unit", TimeOptions.Unit.class);
        if (unit == null || isEvent()) {
            return;
        }
        if (unit != Unit.PATTERN) {
            settings.refuseUnused(
                    "source.time.pattern", "with " + settings.shown("source.time.unit"));
        } else if (!settings.isGiven("source.time.pattern")) {
            settings.refuse(
                    "source.time.unit",
                    settings.shown("source.time.unit")
                            + ": it needs source.time.pattern; give one, such as"
                            + " dd.MM.yyyy HH:mm:ss");
        }
        boolean local = format == Format.AVRO; // a date or a local timestamp needs a zone
        if (unit != Unit.PATTERN && unit != Unit.ISO && !local) {
            settings.refuseUnused(
                    "source.time.zone",
                    "with " + settings.shown("source.time.unit") + ", which is in UTC");
        }
    }

    private void format() {
        if (format != Format.CSV) {
            settings.refuseUnused("source.csv.columns", "with source.format = " + formatName());
            settings.refuseUnused("source.csv.delimiter", "with source.format = " + formatName());
            settings.refuseUnused(
                    "source.csv.decimal-separator", "with source.format = " + formatName());
            settings.refuseUnused("source.csv.missing", "with source.format = " + formatName());
        } else if (!settings.isGiven("source.csv.columns")) {
            settings.refuse(
                    "source.format",
                    "source.format = csv: it needs source.csv.columns, the names of the columns in"
                            + " order; records carry no header line");
        }
        AvroChecks.check(settings, format);
        if (!isEvent()) {
            return;
        }
        String because =
                "with source.format = avro: an Event has the fields key, time (in"
                        + " microseconds since 1970-01-01T00:00:00Z) and values";
        settings.refuseUnused("source.time.field", because);
        settings.refuseUnused("source.time.unit", because);
        settings.refuseUnused("source.time.pattern", because);
        settings.refuseUnused("source.time.zone", because);
        settings.refuseUnused("source.group-field", because);
        boolean isField =
                settings.get("source.key.from", KeyOptions.From.class) == KeyOptions.From.FIELD;
        if (isField && !"key".equals(settings.get("source.key.field", String.class))) {
            settings.refuseUnused("source.key.field", because);
        }
    }

    private boolean isEvent() {
        return format == Format.AVRO && !settings.isGiven("source.avro.schema");
    }

    private String formatName() {
        return OptionTypes.name(format);
    }
}
