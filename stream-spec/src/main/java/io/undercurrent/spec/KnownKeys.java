package io.undercurrent.spec;

import io.undercurrent.spec.option.DeclaredOption;
import io.undercurrent.spec.option.Secrets;
import java.util.Comparator;
import java.util.Map;

/** Refuses unknown keys and suggests the option that was probably meant. */
final class KnownKeys {
    /** Options that earlier versions had, each with the reason why it was removed. */
    private static final Map<String, String> GONE =
            Map.of(
                    "job.batch",
                    "each event is scored when it comes, which no batch was faster than; results"
                            + " never depended on it");

    /** Longer keys are not compared with all options. */
    private static final int MAX_KEY_CHARS = 200;

    private KnownKeys() {}

    static void check(Map<String, Entry> entries, Problems problems) {
        entries.forEach(
                (key, entry) -> {
                    if (OptionRegistry.find(key) != null) {
                        return;
                    }
                    if (GONE.containsKey(key)) {
                        problems.add(
                                entry.line(),
                                key + " is gone: " + GONE.get(key) + "; delete the line");
                        return;
                    }
                    if (!key.startsWith(OptionRegistry.KAFKA)) {
                        problems.add(entry.line(), problems.isFull() ? "" : unknown(key));
                        return;
                    }
                    String property = key.substring(OptionRegistry.KAFKA.length());
                    String instead = OwnedProperties.instead(property);
                    if (instead != null) {
                        problems.add(entry.line(), key + " may not be set; " + instead);
                    } else if (entry.isList()) {
                        problems.add(
                                entry.line(),
                                Secrets.shownKey(key)
                                        + " is a list; Kafka takes a text, such as a,b");
                    }
                });
    }

    private static String unknown(String key) {
        String shown = Secrets.shownKey(key);
        if (key.length() > MAX_KEY_CHARS) {
            return shown + " is no option";
        }
        boolean joined = key.indexOf(':') >= 0;
        return shown
                + " is no option; did you mean "
                + nearest(joined ? key.substring(0, key.indexOf(':')) : key)
                + (joined ? ", with a blank after the colon?" : "?");
    }

    /** The option whose key, or whose key's last part, needs the fewest edits. */
    static String nearest(String key) {
        String last = lastPart(key);
        return OptionRegistry.all().stream()
                .map(DeclaredOption::key)
                .min(
                        Comparator.comparingInt(
                                known ->
                                        Math.min(
                                                edits(key, known),
                                                2 + edits(last, lastPart(known)))))
                .orElseThrow();
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /**
     * The Levenshtein distance: the fewest insertions, deletions and replacements that turn one
     * text into the other.
     */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
