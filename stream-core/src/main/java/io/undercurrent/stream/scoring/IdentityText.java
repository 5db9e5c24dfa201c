package io.undercurrent.stream.scoring;

import io.undercurrent.scorer.ScorerOptions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of text with which a state or an export names the model and options that its key states
 * belong to: {@code MODEL KEY=VALUE KEY=VALUE ...}. A value in brackets may contain blanks.
 *
 * <p>{@link #ENTRIES} declares every entry once: how it is written and read, and what happens if it
 * differs. A new option is a new line there. It needs a value that its absence stands for, because
 * older states do not contain it. It is best left out while it has that value, so that older
 * versions can still read states that do not use it. A key that this version does not know was
 * written by a later version and is refused.
 *
 * @param model its name and short hash
 * @param entries values by key, in the order of the text
 */
record IdentityText(String model, Map<String, String> entries) {
    /** What happens if a state has another value than the job. */
    enum Effect {
        /** This job cannot use the key states. */
        REFUSED,
        /** The key states are rebuilt from the events that they keep. */
        REBUILT,
        /** The key states are converted to this job's format, without loss. */
        CONVERTED
    }

    /**
     * One entry.
     *
     * @param absent the value that its absence stands for; null if every text has the entry
     * @param write returns the entry's text, or null to leave the entry out
     * @param read sets the option from the entry's text
     */
    private record Entry(
            String key,
            Effect effect,
            String absent,
            Function<ScorerOptions, String> write,
            BiConsumer<ScorerOptions.Builder, String> read) {}

    static final String SHA256 = "sha256";
    static final String BYTES = "bytes";
    static final String RING = "ring";

    private static final String HALF = "fp16";

    /**
     * The entries in the order of the text. The order never changes, so that states with equal
     * options have equal bytes.
     */
    private static final List<Entry> ENTRIES =
            List.of(
                    new Entry(SHA256, Effect.REBUILT, null, o -> null, (b, text) -> {}),
                    new Entry(
                            "channels",
                            Effect.REFUSED,
                            null,
                            o -> number(o.channels()),
                            (b, text) -> b.channels(Integer.parseInt(text))),
                    new Entry(
                            "covariates",
                            Effect.REFUSED,
                            "0",
                            o -> number(o.covariates()),
                            (b, text) -> b.covariates(Integer.parseInt(text))),
                    new Entry(
                            "horizon",
                            Effect.REBUILT,
                            null,
                            o -> number(o.horizon()),
                            (b, text) -> b.horizon(Integer.parseInt(text))),
                    new Entry(
                            "quantiles",
                            Effect.REBUILT,
                            null,
                            o -> o.quantiles().toString(),
                            (b, text) -> b.quantiles(list(text, Double::valueOf))),
                    new Entry(BYTES, Effect.CONVERTED, null, o -> null, (b, text) -> {}),
                    new Entry(
                            RING,
                            Effect.CONVERTED,
                            "0",
                            o -> number(o.ring()),
                            (b, text) -> b.ring(Integer.parseInt(text))),
                    new Entry(
                            "seasons",
                            Effect.REBUILT,
                            "[]",
                            o -> o.seasons().isEmpty() ? null : o.seasons().toString(),
                            (b, text) -> b.seasons(list(text, Integer::valueOf))),
                    new Entry(
                            "states",
                            Effect.CONVERTED,
                            "fp32",
                            o -> o.halfStates() ? HALF : null,
                            (b, text) -> b.halfStates(text.equals(HALF))));

    private static final Pattern MODEL = Pattern.compile("\\S+");
    private static final Pattern ENTRY = Pattern.compile(" (\\w+)=(\\[[^\\]]*\\]|\\S+)");

    /**
     * Builds the text of a job.
     *
     * @param told the entries that the options do not contain: the model's full hash, a slab's
     *     bytes
     */
    static IdentityText of(String model, Map<String, String> told, ScorerOptions options) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (Entry entry : ENTRIES) {
            String text = told.getOrDefault(entry.key(), entry.write().apply(options));
            if (text != null) {
                entries.put(entry.key(), text);
            }
        }
        return new IdentityText(model, entries);
    }

    /**
     * Parses a text of this or an older version.
     *
     * @throws IllegalArgumentException if the text has another form, or has an entry that only a
     *     later version knows; the message says which
     */
    static IdentityText parse(String text) {
        Matcher model = MODEL.matcher(text);
        if (!model.lookingAt()) {
            throw new IllegalArgumentException("it does not begin with a model's name");
        }
        Map<String, String> entries = new LinkedHashMap<>();
        Matcher entry = ENTRY.matcher(text);
        int at = model.end();
        while (at < text.length()) {
            if (!entry.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT, "\"%s\" is no KEY=VALUE", text.substring(at).trim()));
            }
            entries.put(entry.group(1), entry.group(2));
            at = entry.end();
        }
        for (String key : entries.keySet()) {
            if (ENTRIES.stream().noneMatch(known -> known.key().equals(key))) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT, "a later version wrote it, this one has no %s", key));
            }
        }
        for (Entry known : ENTRIES) {
            if (known.absent() == null && !entries.containsKey(known.key())) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "it names no %s", known.key()));
            }
        }
        return new IdentityText(model.group(), entries);
    }

    /**
     * Says what happens to key states with this text in a job with another text.
     *
     * @return the most severe effect of all entries that differ; an entry that this text does not
     *     have counts as equal
     */
    Effect under(IdentityText job) {
        Effect gravest = Effect.CONVERTED;
        for (Entry entry : ENTRIES) {
            String here = entries.get(entry.key());
            boolean differs = here != null && !here.equals(job.entries.get(entry.key()));
            if (differs && entry.effect().compareTo(gravest) < 0) {
                gravest = entry.effect();
            }
        }
        return gravest;
    }

    /** Tells whether key states keep events from which they can be rebuilt. */
    boolean keepsEvents() {
        return !entries.getOrDefault(RING, "0").equals("0");
    }

    /**
     * Returns the options of this text.
     *
     * @param others provides what the text does not contain: alarm rate, warm-up, how often to
     *     forecast
     */
    ScorerOptions options(ScorerOptions others) {
        ScorerOptions.Builder builder = others.toBuilder();
        for (Entry entry : ENTRIES) {
            entry.read().accept(builder, entries.getOrDefault(entry.key(), entry.absent()));
        }
        return builder.build();
    }

    private static String number(int value) {
        return Integer.toString(value);
    }

    private static <T> List<T> list(String text, Function<String, T> read) {
        if (!text.startsWith("[")) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "\"%s\" is no list in brackets", text));
        }
        String inner = text.substring(1, text.length() - 1);
        return inner.isEmpty() ? List.of() : Arrays.stream(inner.split(", ")).map(read).toList();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(model);
        entries.forEach((key, value) -> text.append(' ').append(key).append('=').append(value));
        return text.toString();
    }
}
