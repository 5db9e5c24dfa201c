package io.undercurrent.training.events;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of what followed the last few events, learned online: each longer context is mixed with
 * the shorter ones by Witten and Bell's rule (1991), {@code (c(w) + T p'(w)) / (N + T)} with T
 * different symbols among the N that followed. It is a fair baseline for a network, because it
 * never stops learning.
 */
final class Ngram {
    private final int order;
    private final int symbols;
    private final Map<String, Map<Integer, Integer>> followed = new HashMap<>();

    /**
     * Creates empty counts.
     *
     * @param order events of the longest context, 0 for plain frequencies
     */
    Ngram(int order, int symbols) {
        this.order = order;
        this.symbols = symbols;
    }

    /**
     * Probabilities of all symbols.
     *
     * @param past newest last; at least as many as the order, or all that exist
     */
    double[] chances(List<Integer> past) {
        double[] p = new double[symbols];
        Arrays.fill(p, 1.0 / symbols);
        for (int length = 0; length <= Math.min(order, past.size()); length++) {
            Map<Integer, Integer> counts = followed.get(context(past, length));
            if (counts == null) {
                break;
            }
            double n = counts.values().stream().mapToInt(Integer::intValue).sum();
            double kinds = counts.size();
            for (int w = 0; w < symbols; w++) {
                p[w] = (counts.getOrDefault(w, 0) + kinds * p[w]) / (n + kinds);
            }
        }
        return p;
    }

    /** Learns the symbol that came after the past. */
    void learn(List<Integer> past, int symbol) {
        for (int length = 0; length <= Math.min(order, past.size()); length++) {
            followed.computeIfAbsent(context(past, length), c -> new HashMap<>(2))
                    .merge(symbol, 1, Integer::sum);
        }
    }

    /** One character per symbol, to keep keys small: every event can have its own context. */
    private static String context(List<Integer> past, int length) {
        StringBuilder text = new StringBuilder(length);
        past.subList(past.size() - length, past.size())
                .forEach(symbol -> text.append((char) symbol.intValue()));
        return text.toString();
    }
}
