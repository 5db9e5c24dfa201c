package io.undercurrent.stream.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Compares what a run with failures committed with what a run without failures committed, key by
 * key and record by record.
 *
 * @param records how many the run without failures committed, of all kinds
 * @param lost records that the run with failures lacks
 * @param doubled records that were committed again
 * @param unequal records with other bytes, or in another order. The order of dead letters is not
 *     compared: it depends on the records that they come from, and not on their keys
 */
public record Audit(int records, int lost, int doubled, int unequal) {
    private static final String UNORDERED = "dead letter";

    /** Compares the committed bytes of two runs by kind and key. */
    public static Audit of(Map<String, List<String>> expected, Map<String, List<String>> actual) {
        Audit sum = new Audit(0, 0, 0, 0);
        TreeSet<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (String key : keys) {
            sum =
                    sum.plus(
                            ofKey(
                                    !key.startsWith(UNORDERED),
                                    expected.getOrDefault(key, List.of()),
                                    actual.getOrDefault(key, List.of())));
        }
        return sum;
    }

    private static Audit ofKey(boolean ordered, List<String> expected, List<String> actual) {
        Map<String, Integer> open = new HashMap<>();
        expected.forEach(record -> open.merge(record, 1, Integer::sum));
        List<String> firsts = new ArrayList<>();
        int doubled = 0;
        int unknown = 0;
        for (String record : actual) {
            Integer left = open.get(record);
            if (left == null) {
                unknown++;
            } else if (left == 0) {
                doubled++;
            } else {
                open.put(record, left - 1);
                firsts.add(record);
            }
        }
        int missing = open.values().stream().mapToInt(Integer::intValue).sum();
        // An unknown record counts as a missing one with different bytes.
        int lost = Math.max(0, missing - unknown);
        int unequal = unknown;
        if (ordered && missing == 0) {
            for (int i = 0; i < firsts.size(); i++) {
                unequal += firsts.get(i).equals(expected.get(i)) ? 0 : 1;
            }
        }
        return new Audit(expected.size(), lost, doubled, unequal);
    }

    private Audit plus(Audit other) {
        return new Audit(
                records + other.records,
                lost + other.lost,
                doubled + other.doubled,
                unequal + other.unequal);
    }

    /** Whether no record is lost, doubled or unequal. */
    public boolean clean() {
        return lost == 0 && doubled == 0 && unequal == 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "records %d, lost %d, doubled %d, unequal %d",
                records,
                lost,
                doubled,
                unequal);
    }
}
