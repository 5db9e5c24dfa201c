package io.undercurrent.spec;

import io.undercurrent.schemas.registry.RegistrySettings;
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

/** The kinds of values that options have, each with its check and the words for it. */
final class OptionTypes {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern BROKER =
            Pattern.compile("([A-Za-z0-9_%.-]+://)?(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+):\\d{1,5}");

    private OptionTypes() {}

    static OptionType<String> text(String allowed) {
        return OptionType.scalar("text", allowed, t -> t)
                .where(allowed, t -> !t.isBlank() && t.equals(t.strip()));
    }

    /** What may stand in a header of HTTP. */
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

    /** Strictly rising whole numbers; none is allowed too, and what an empty default stands for. */
    static OptionType<List<Integer>> wholes(String allowed, int count, int least, int most) {
        return new OptionType<>(
                        "list of whole numbers",
                        allowed,
                        true,
                        texts ->
                                texts.equals(List.of(""))
                                        ? List.<Integer>of()
                                        : texts.stream().map(Integer::valueOf).toList())
                .where(
                        allowed,
                        all ->
                                all.size() <= count
                                        && all.stream().allMatch(n -> n >= least && n <= most)
                                        && all.stream().sorted().distinct().toList().equals(all));
    }

    static OptionType<Double> real(String allowed, double above, double most) {
        return OptionType.scalar("number", "", OptionTypes::decimal)
                .where(allowed, n -> n > above && n <= most);
    }

    static OptionType<List<Double>> reals(String allowed) {
        return new OptionType<>(
                "list of numbers",
                allowed,
                true,
                texts -> texts.stream().map(OptionTypes::decimal).toList());
    }

    static OptionType<List<String>> texts(String allowed) {
        return new OptionType<>("list of texts", allowed, true, List::copyOf)
                .where(allowed, texts -> texts.stream().noneMatch(String::isBlank));
    }

    static <E extends Enum<E>> OptionType<E> choice(Class<E> type) {
        List<E> all = Arrays.asList(type.getEnumConstants());
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

    static String name(Enum<?> constant) {
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

    static OptionType<StreamSpec.Start> start() {
        return OptionType.scalar(
                "start",
                "earliest, latest, committed or an instant such as 2026-01-02T03:04:05Z",
                text -> {
                    for (StreamSpec.Start.From from : StreamSpec.Start.From.values()) {
                        if (name(from).equals(text) && from != StreamSpec.Start.From.INSTANT) {
                            return new StreamSpec.Start(from, null);
                        }
                    }
                    try {
                        Instant instant = Instant.parse(text);
                        return new StreamSpec.Start(StreamSpec.Start.From.INSTANT, instant);
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

    static OptionType<String> uri(String allowed) {
        return OptionType.scalar(
                "URI",
                allowed,
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

    /** A text that is judged with the others of its section: a key needs its certificate. */
    static OptionType<String> pem() {
        return OptionType.scalar("PEM text", "PEM texts, such as ${file:ca.pem}", String::strip)
                .where("PEM texts, such as ${file:ca.pem}", text -> text.startsWith("-----BEGIN "));
    }

    static OptionType<String> brokers() {
        return OptionType.scalar("brokers", "", t -> t)
                .where(
                        "host:port, several separated by commas, or embedded",
                        t ->
                                t.equals(StreamSpec.EMBEDDED)
                                        || Arrays.stream(t.split(",", -1))
                                                .allMatch(
                                                        b -> BROKER.matcher(b.strip()).matches()));
    }

    /** An address of this program, or null for none. */
    static OptionType<StreamSpec.Address> listen() {
        return OptionType.scalar(
                "address",
                "host:port, with a port from 0 to 65535, and none",
                text ->
                        text.equals("none")
                                ? StreamSpec.Address.NONE
                                : StreamSpec.Address.parse(text));
    }

    /** A finite decimal number; Java's own rules also take NaN, {@code 0x1p3} and {@code 1d}. */
    private static double decimal(String text) {
        return new BigDecimal(text).doubleValue();
    }
}
