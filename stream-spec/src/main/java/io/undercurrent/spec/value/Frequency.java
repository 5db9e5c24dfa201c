package io.undercurrent.spec.value;

import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something happens: {@code 5/day}.
 *
 * @param times a whole number, 1 to 1,000,000
 * @param period an hour, a day or a week
 */
public record Frequency(int times, Duration period) implements Serializable {
    private static final int MOST = 1_000_000;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,7}) ?/ ?(hour|day|week)");

    /**
     * Parses a frequency.
     *
     * @param text a whole number, a slash, and hour, day or week
     * @return the frequency
     * @throws IllegalArgumentException if the text has another form
     */
    public static Frequency parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is no whole number per hour, day or week");
        }
        int times = Integer.parseInt(matcher.group(1));
        if (times < 1 || times > MOST) {
            throw new IllegalArgumentException("its number is not from 1 to " + MOST);
        }
        return new Frequency(
                times,
                switch (matcher.group(2)) {
                    case "hour" -> Duration.ofHours(1);
                    case "day" -> Duration.ofDays(1);
                    default -> Duration.ofDays(7);
                });
    }

    @Override
    public String toString() {
        long hours = period.toHours();
        return times + "/" + (hours == 1 ? "hour" : hours == 24 ? "day" : "week");
    }
}
