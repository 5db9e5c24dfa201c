package io.undercurrent.spec;

import io.undercurrent.spec.StreamSpec.Format;
import io.undercurrent.spec.StreamSpec.Time.Unit;

/**
 * What has to fit together about a source. An option that would have no effect is refused: whoever
 * gives it believes that it has one.
 */
final class SourceChecks {
    private final Settings settings;
    private final Format format;

    private SourceChecks(Settings settings) {
        this.settings = settings;
        this.format = settings.get(Options.SOURCE_FORMAT);
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
        StreamSpec.Key.From from = settings.get(Options.KEY_FROM);
        if (from == StreamSpec.Key.From.RECORD) {
            settings.refuseUnused(Options.KEY_FIELD, "with source.key.from = record");
        } else if (from == StreamSpec.Key.From.FIELD) {
            settings.refuseUnused(Options.KEY_ENCODING, "with source.key.from = field");
        }
    }

    private void time() {
        Unit unit = settings.get(Options.TIME_UNIT);
        if (unit == null || isEvent()) {
            return;
        }
        if (unit != Unit.PATTERN) {
            settings.refuseUnused(
                    Options.TIME_PATTERN, "with " + settings.shown(Options.TIME_UNIT));
        } else if (!settings.isGiven(Options.TIME_PATTERN)) {
            settings.refuse(
                    Options.TIME_UNIT,
                    settings.shown(Options.TIME_UNIT)
                            + ": it needs source.time.pattern; give one, such as"
                            + " dd.MM.yyyy HH:mm:ss");
        }
        boolean local = format == Format.AVRO; // a date or a local timestamp needs a zone
        if (unit != Unit.PATTERN && unit != Unit.ISO && !local) {
            settings.refuseUnused(
                    Options.TIME_ZONE,
                    "with " + settings.shown(Options.TIME_UNIT) + ", which is in UTC");
        }
    }

    private void format() {
        if (format != Format.CSV) {
            settings.refuseUnused(Options.CSV_COLUMNS, "with source.format = " + formatName());
            settings.refuseUnused(Options.CSV_DELIMITER, "with source.format = " + formatName());
            settings.refuseUnused(
                    Options.CSV_DECIMAL_SEPARATOR, "with source.format = " + formatName());
            settings.refuseUnused(Options.CSV_MISSING, "with source.format = " + formatName());
        } else if (!settings.isGiven(Options.CSV_COLUMNS)) {
            settings.refuse(
                    Options.SOURCE_FORMAT,
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
        settings.refuseUnused(Options.TIME_FIELD, because);
        settings.refuseUnused(Options.TIME_UNIT, because);
        settings.refuseUnused(Options.TIME_PATTERN, because);
        settings.refuseUnused(Options.TIME_ZONE, because);
        settings.refuseUnused(Options.GROUP_FIELD, because);
        boolean isField = settings.get(Options.KEY_FROM) == StreamSpec.Key.From.FIELD;
        if (isField && !"key".equals(settings.get(Options.KEY_FIELD))) {
            settings.refuseUnused(Options.KEY_FIELD, because);
        }
    }

    private boolean isEvent() {
        return format == Format.AVRO && !settings.isGiven(Options.AVRO_SCHEMA);
    }

    private String formatName() {
        return OptionTypes.name(format);
    }
}
