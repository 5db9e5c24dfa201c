package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.quality.OpenSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All contestants' figures and what follows from them.
 *
 * @param entries in the order in which they were named
 * @param growth those that ran with several numbers of keys
 * @param histories lengths in events
 * @param historySeconds in which a contestant had to reach them
 * @param keyCounts numbers of keys
 * @param besides the rest
 */
public record Findings(
        List<Entry> entries,
        List<Entry> growth,
        List<Integer> histories,
        int historySeconds,
        List<Integer> keyCounts,
        Besides besides) {
    /** The first one of a name; an empty one where it was not named. */
    Entry of(String name) {
        return entries.stream()
                .filter(entry -> entry.contestant.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Entry(Contestant.parse(name)));
    }

    /** The calls alone know no backend, so they are measured once a method. */
    Entry ofMethod(String method) {
        return entries.stream()
                .filter(each -> each.contestant.method().equals(method))
                .findFirst()
                .orElseGet(() -> new Entry(Contestant.parse(method)));
    }

    /** A method's figure on an open set; NaN where it has none. */
    double quality(String method, OpenSet set) {
        return besides.quality.getOrDefault(set, Map.of()).getOrDefault(method, Double.NaN);
    }

    /** What failed, a sentence each. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.failure != null) {
                failures.add(entry.contestant.name() + " failed: " + entry.failure);
            }
        }
        for (Entry entry : growth) {
            if (entry.failure != null) {
                failures.add(entry.contestant.name() + " failed: " + entry.failure);
            }
        }
        besides.failures.forEach(failure -> failures.add("failed: " + failure));
        return failures;
    }
}
