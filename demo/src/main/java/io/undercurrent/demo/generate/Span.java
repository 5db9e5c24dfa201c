package io.undercurrent.demo.generate;

import io.undercurrent.spec.value.Amounts;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A range of durations.
 *
 * @param least the shorter
 * @param most the longer
 */
record Span(Duration least, Duration most) {
    /** Parses {@code 5s..20s}, or one duration for both. */
    static final class Converter implements ITypeConverter<Span> {
        @Override
        public Span convert(String text) {
            try {
                int dots = text.indexOf("..");
                Duration least = Amounts.duration(dots < 0 ? text : text.substring(0, dots));
                Duration most = dots < 0 ? least : Amounts.duration(text.substring(dots + 2));
                if (least.isZero() || least.compareTo(most) > 0) {
                    throw new IllegalArgumentException("not rising");
                }
                return new Span(least, most);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        String.format(
                                Locale.ROOT,
                                "'%s': allowed are a duration above 0 and LEAST..MOST, such as 5s..20s (units ms, s, min, h, d)",
                                text));
            }
        }
    }
}
