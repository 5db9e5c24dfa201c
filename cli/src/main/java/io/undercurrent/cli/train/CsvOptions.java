package io.undercurrent.cli.train;

import io.undercurrent.spec.StreamSpec.Time;
import io.undercurrent.spec.decode.CsvLayout;
import java.time.ZoneId;
import java.time.ZoneOffset;
import picocli.CommandLine.Option;

/** How files are laid out; as for {@code score}. */
final class CsvOptions {
    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "Files: the time column; default as for score.")
    private String time;

    @Option(
            names = "--time-unit",
            paramLabel = "UNIT",
            description = "Files: ${COMPLETION-CANDIDATES}; default: found out from the first row.")
    private Time.Unit timeUnit;

    @Option(
            names = "--time-pattern",
            paramLabel = "PATTERN",
            description = "Files: a java.time pattern, with --time-unit pattern.")
    private String timePattern;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Files: zone of times that name none; default UTC.")
    private ZoneId zone;

    @Option(
            names = "--key",
            paramLabel = "COLUMN",
            description = "Files: the key column; default: each file is one key.")
    private String key;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "Files: what separates cells; default a comma.")
    private Character delimiter;

    /** A file's layout, the file's own name standing in for a key. */
    CsvLayout layout(String name) {
        CsvLayout layout =
                CsvLayout.detected(name)
                        .withDelimiter(delimiter == null ? ',' : delimiter)
                        .withTime(
                                time, timeUnit, timePattern, zone == null ? ZoneOffset.UTC : zone);
        return key == null ? layout : layout.withKey(key);
    }

    /** Whether any is given; a topic has its layout in the file of --config. */
    boolean given() {
        return time != null
                || timeUnit != null
                || timePattern != null
                || zone != null
                || key != null
                || delimiter != null;
    }
}
