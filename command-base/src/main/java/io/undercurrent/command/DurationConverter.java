package io.undercurrent.command;

import io.undercurrent.spec.value.Amounts;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations on the command line as stream.yaml writes them. */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return Amounts.duration(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    String.format(
                            Locale.ROOT,
                            "'%s': allowed are durations such as 500ms, 10s, 2min (units ms, s, min, h, d)",
                            text));
        }
    }
}
