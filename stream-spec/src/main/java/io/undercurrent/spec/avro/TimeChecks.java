package io.undercurrent.spec.avro;

import io.undercurrent.spec.option.OptionTypes;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.option.TimeOptions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;

/**
 * Refuses options about times that have no effect, because the time's Avro type already decides.
 */
final class TimeChecks {
    private TimeChecks() {}

    static void check(
            List<Schema> types,
            SourceOptions source,
            String path,
            String origin,
            List<String> problems) {
        if (types.stream().anyMatch(type -> AvroLeaf.timeType(type) == null)) {
            return;
        }
        String because =
                String.format(
                        Locale.ROOT,
                        ": not used with the schema %s, whose field %s is %s; remove it",
                        origin,
                        path,
                        AvroLeaf.timeType(types.get(0)));
        TimeOptions time = source.time();
        if (time.unit() != TimeOptions.Unit.ISO) {
            problems.add("source.time.unit = " + OptionTypes.name(time.unit()) + because);
        }
        boolean instants =
                types.stream().allMatch(type -> AvroLeaf.timeType(type).startsWith("timestamp-"));
        if (instants && !time.zone().normalized().equals(ZoneOffset.UTC)) {
            problems.add("source.time.zone = " + time.zone() + because);
        }
    }
}
