package io.undercurrent.spec.value;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses amounts with a unit: {@code 15min}, {@code 64KiB}. A duration without a unit is refused,
 * because a reader cannot tell whether seconds were meant; {@code m} is refused, because it might
 * mean months.
 */
public final class Amounts {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15}) ?([A-Za-z]*)");

    private Amounts() {}

    /**
     * Parses a duration.
     *
     * @param text a whole number and one of the units ms, s, min, h, d
     * @return the duration
     * @throws IllegalArgumentException if the text has another form
     */
    public static Duration duration(String text) {
        Matcher amount = amount(text);
        long number = Long.parseLong(amount.group(1));
        return switch (amount.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException("it needs one of these units");
        };
    }

    /**
     * Parses a size.
     *
     * @param text a whole number and one of the units B, KiB, MiB, or none for bytes
     * @return the size in bytes
     * @throws IllegalArgumentException if the text has another form or is more than an int holds
     */
    public static int bytes(String text) {
        Matcher amount = amount(text);
        long factor =
                switch (amount.group(2)) {
                    case "", "B" -> 1;
                    case "KiB" -> 1024;
                    case "MiB" -> 1024 * 1024;
                    default -> throw new IllegalArgumentException("it has another unit");
                };
        try {
            return Math.toIntExact(Math.multiplyExact(Long.parseLong(amount.group(1)), factor));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(null, e);
        }
    }

    private static Matcher amount(String text) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is no whole number with a unit");
        }
        return matcher;
    }
}
