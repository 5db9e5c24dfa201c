package io.undercurrent.spec.option;

import io.undercurrent.schemas.registry.RegistrySettings;
import io.undercurrent.spec.value.Address;
import io.undercurrent.spec.value.Amounts;
import io.undercurrent.spec.value.Frequency;
import io.undercurrent.spec.value.GroupPattern;
import io.undercurrent.spec.value.TimePattern;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Creates the types of options' values, each with its check and a description of what is allowed.
 */
public final class OptionTypes {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern BROKER =
            Pattern.compile("([A-Za-z0-9_%.-]+://)?(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+):\\d{1,5}");

    private OptionTypes() {}

    /**
     * The type of an option.
     *
     * @param component of a section's record
     * @param option the component's annotation
     * @return how its text becomes a value of the component's type
     * @throws IllegalArgumentException if neither the component's type nor the annotation decides
     *     the type
     */
    public static OptionType<?> of(RecordComponent component, Option option) {
        String min = option.min();
        String max = option.max();
        return switch (option.kind()) {
            case BY_TYPE -> byType(component, option);
            case BYTES -> bytes(min, max);
            case BETWEEN -> between(min, max);
            case DECIMAL_SEPARATOR -> decimalSeparator();
            case DISTINCT -> distinct(option.allowed(), min, max);
            case TOPIC -> topic();
            case BROKERS -> brokers();
            case URI -> uri();
            case URL -> registry();
            case TOKEN -> token();
            case PEM -> pem();
            case TIME_PATTERN -> timePattern();
            case GROUP_PATTERN -> groupPattern();
        };
    }

    private static OptionType<?> byType(RecordComponent component, Option option) {
        String type = component.getGenericType().getTypeName();
        String min = option.min();
        String max = option.max();
        if (component.getType().isEnum()) {
            return choice(component.getType());
        }
        return switch (type) {
            case "int", "java.lang.Integer" -> whole(Integer.parseInt(min), Integer.parseInt(max));
            case "double", "java.lang.Double" -> real(min, max);
            case "boolean" -> yesOrNo();
            case "char" -> character();
            case "java.lang.String" ->
                    text(
                            option.allowed().isEmpty()
                                    ? "texts without blanks around them"
                                    : option.allowed());
            case "java.util.List<java.lang.String>" -> texts(option.allowed());
            case "java.util.List<java.lang.Double>" -> quantiles();
            case "java.util.List<java.lang.Integer>" -> seasons();
            case "java.time.Duration" -> duration(min, max);
            case "java.time.ZoneId" -> zone();
            case "io.undercurrent.spec.option.SourceOptions$Start" -> start();
            case "io.undercurrent.spec.value.Address" -> listen();
            case "io.undercurrent.spec.value.Frequency" -> frequency();
            default ->
                    throw new IllegalArgumentException(
                            component
                                    + ": no kind of option has this type; give the annotation one");
        };
    }

    static OptionType<String> text(String allowed) {
        return OptionType.scalar("text", allowed, t -> t)
                .where(allowed, t -> !t.isBlank() && t.equals(t.strip()));
    }

    /** A text that is allowed in an HTTP header. */
    static OptionType<String> token() {
        String allowed = "visible ASCII characters, without blanks";
        return OptionType.scalar("text", allowed, t -> t)
                .where(allowed, t -> t.matches("[\\x21-\\x7e]+"));
    }

    static OptionType<String> topic() {
        return OptionType.scalar("topic", "", t -> t)
                .where(
                        "a Kafka topic's name: 1 to 249 letters, digits, dots, - and _",
                        OptionTypes::isTopic);
    }

    static boolean isTopic(String name) {
        return TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    static OptionType<Integer> whole(int least, int most) {
        return OptionType.scalar("whole number", "", Integer::valueOf)
                .where("whole numbers from " + least + " to " + most, n -> n >= least && n <= most);
    }

    /** The lengths of seasons, in events. */
    static OptionType<List<Integer>> seasons() {
        return new OptionType<>(
                        "list of whole numbers",
                        "",
                        true,
                        texts -> texts.stream().map(Integer::valueOf).toList())
                .where(
                        "lists of up to 4 rising lengths in events from 2 to 65536",
                        all ->
                                all.size() <= 4
                                        && all.stream().allMatch(n -> n >= 2 && n <= 65_536)
                                        && all.stream().sorted().distinct().toList().equals(all));
    }

    static OptionType<Double> real(String above, String most) {
        double lower = decimal(above);
        double upper = decimal(most);
        return OptionType.scalar("number", "", OptionTypes::decimal)
                .where(
                        "numbers above " + above + ", at most " + most,
                        n -> n > lower && n <= upper);
    }

    static OptionType<Double> between(String above, String below) {
        double lower = decimal(above);
        double upper = decimal(below);
        return OptionType.scalar("number", "", OptionTypes::decimal)
                .where(
                        "numbers above " + above + " and below " + below,
                        n -> n > lower && n < upper);
    }

    static OptionType<List<Double>> quantiles() {
        return new OptionType<>(
                        "list of numbers",
                        "",
                        true,
                        texts -> texts.stream().map(OptionTypes::decimal).toList())
                .where(
                        "lists of up to 99 rising numbers between 0 and 1 (exclusive), 0.5 among"
                                + " them",
                        OptionTypes::areQuantiles);
    }

    private static boolean areQuantiles(List<Double> levels) {
        double last = 0;
        for (double level : levels) {
            if (level <= last || level >= 1) {
                return false;
            }
            last = level;
        }
        return levels.contains(0.5) && levels.size() <= 99;
    }

    /** Texts without duplicates; an empty limit means that their number is not limited. */
    static OptionType<List<String>> distinct(String allowed, String min, String max) {
        int least = min.isEmpty() ? 0 : Integer.parseInt(min);
        int most = max.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(max);
        return texts(allowed)
                .where(
                        allowed,
                        all ->
                                all.size() >= least
                                        && all.size() <= most
                                        && all.stream().distinct().count() == all.size());
    }

    static OptionType<List<String>> texts(String allowed) {
        return new OptionType<>("list of texts", allowed, true, List::copyOf)
                .where(allowed, texts -> texts.stream().noneMatch(String::isBlank));
    }

    static OptionType<Enum<?>> choice(Class<?> type) {
        List<Enum<?>> all =
                Arrays.stream(type.getEnumConstants()).<Enum<?>>map(Enum.class::cast).toList();
        String names = all.stream().map(OptionTypes::name).collect(Collectors.joining(", "));
        return OptionType.scalar(
                "choice",
                names,
                text ->
                        all.stream()
                                .filter(e -> name(e).equals(text))
                                .findFirst()
                                .orElseThrow(IllegalArgumentException::new));
    }

    /**
     * A constant's name as the file and messages write it.
     *
     * @param constant a choice of an option
     * @return in lower case, with hyphens between words
     */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static OptionType<Duration> duration(String least, String most) {
        Duration lower = Amounts.duration(least);
        Duration upper = Amounts.duration(most);
        return OptionType.scalar("duration", "", Amounts::duration)
                .where(
                        "durations from " + least + " to " + most + " (units ms, s, min, h, d)",
                        d -> d.compareTo(lower) >= 0 && d.compareTo(upper) <= 0);
    }

    static OptionType<Integer> bytes(String least, String most) {
        int lower = Amounts.bytes(least);
        int upper = Amounts.bytes(most);
        return OptionType.scalar("bytes", "", Amounts::bytes)
                .where(
                        "sizes from " + least + " to " + most + " (units B, KiB, MiB)",
                        n -> n >= lower && n <= upper);
    }

    static OptionType<Boolean> yesOrNo() {
        return OptionType.scalar("true or false", "", t -> t)
                .where("true and false", t -> t.equals("true") || t.equals("false"))
                .then(t -> t.equals("true"));
    }

    static OptionType<Character> character() {
        return OptionType.scalar("character", "", t -> t.equals("tab") ? "\t" : t)
                .where(
                        "one character other than a quote or line end, or the word tab",
                        t -> t.length() == 1 && "\"\r\n".indexOf(t.charAt(0)) < 0)
                .then(t -> t.charAt(0));
    }

    static OptionType<Character> decimalSeparator() {
        return OptionType.scalar("character", "", t -> t)
                .where("a point and a comma", t -> t.equals(".") || t.equals(","))
                .then(t -> t.charAt(0));
    }

    static OptionType<Frequency> frequency() {
        return OptionType.scalar(
                "frequency",
                "whole numbers from 1 to 1000000 per hour, day or week, such as 5/day",
                Frequency::parse);
    }

    static OptionType<ZoneId> zone() {
        return OptionType.scalar(
                "time zone",
                "time zones such as UTC, Europe/Berlin or +02:00",
                text -> {
                    try {
                        return ZoneId.of(text);
                    } catch (DateTimeException e) {
                        throw new IllegalArgumentException(null, e);
                    }
                });
    }

    static OptionType<SourceOptions.Start> start() {
        return OptionType.scalar(
                "start",
                "earliest, latest, committed or an instant such as 2026-01-02T03:04:05Z",
                text -> {
                    for (SourceOptions.Start.From from : SourceOptions.Start.From.values()) {
                        if (name(from).equals(text) && from != SourceOptions.Start.From.INSTANT) {
                            return new SourceOptions.Start(from, null);
                        }
                    }
                    try {
                        Instant instant = Instant.parse(text);
                        return new SourceOptions.Start(SourceOptions.Start.From.INSTANT, instant);
                    } catch (DateTimeException e) {
                        throw new IllegalArgumentException(null, e);
                    }
                });
    }

    static OptionType<String> timePattern() {
        return OptionType.scalar(
                "pattern",
                "patterns of java.time with a whole date, such as dd.MM.yyyy HH:mm:ss",
                text -> {
                    TimePattern.formatter(text);
                    return text;
                });
    }

    static OptionType<String> groupPattern() {
        return OptionType.scalar(
                "pattern",
                "regular expressions of Java with one capturing group, such as ^([^-]+)-",
                text -> {
                    GroupPattern.of(text);
                    return text;
                });
    }

    static OptionType<String> uri() {
        return OptionType.scalar(
                "URI",
                "URIs",
                text -> {
                    try {
                        return new URI(text).toString();
                    } catch (URISyntaxException e) {
                        // Its message quotes the URI, which may hold credentials.
                        throw new IllegalArgumentException(e.getReason());
                    }
                });
    }

    static OptionType<String> registry() {
        return OptionType.scalar(
                "URL",
                "URLs of http or https without user and query, such as http://host:8081",
                text -> {
                    try {
                        RegistrySettings.of(text).base();
                        return text;
                    } catch (IllegalArgumentException e) {
                        // Its message may quote the URL, which may hold credentials.
                        throw new IllegalArgumentException(null, e);
                    }
                });
    }

    /** A PEM text. The rest is checked together with its section: a key needs its certificate. */
    static OptionType<String> pem() {
        return OptionType.scalar("PEM text", "PEM texts, such as ${file:ca.pem}", String::strip)
                .where("PEM texts, such as ${file:ca.pem}", text -> text.startsWith("-----BEGIN "));
    }

    static OptionType<String> brokers() {
        return OptionType.scalar("brokers", "", t -> t)
                .where(
                        "host:port, several separated by commas, or embedded",
                        t ->
                                t.equals(Option.EMBEDDED)
                                        || Arrays.stream(t.split(",", -1))
                                                .allMatch(
                                                        b -> BROKER.matcher(b.strip()).matches()));
    }

    /** An address at which this program listens, or {@link Address#NONE}. */
    static OptionType<Address> listen() {
        return OptionType.scalar(
                "address",
                "host:port, with a port from 0 to 65535, and none",
                text -> text.equals("none") ? Address.NONE : Address.parse(text));
    }

    /**
     * Parses a decimal number; Java's own parser also accepts NaN, {@code 0x1p3} and {@code 1d}.
     */
    private static double decimal(String text) {
        return new BigDecimal(text).doubleValue();
    }
}
