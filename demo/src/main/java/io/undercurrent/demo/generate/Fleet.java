package io.undercurrent.demo.generate;

import io.undercurrent.spec.option.SourceOptions;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A made-up fleet: what each of its sensors observes at each of its events. Four keys form a site.
 *
 * <p>Value = level + season + what the site has in common + noise. Each value is computed from the
 * seed and its position alone, so event i of key k has the same values in every run, whatever was
 * computed before. This costs a few small random generators per value.
 */
final class Fleet {
    private static final int SITE = 4;

    /** Events between two independent values of what a site has in common. */
    private static final int LATTICE = 16;

    private final long seed;
    private final int keys;
    private final List<String> fields;
    private final int values;
    private final int season;

    /**
     * A fleet.
     *
     * @param source declares the fields that the fleet observes
     * @param keys how many keys
     * @param season length of a season in events of one key
     * @param seed the seed of all numbers
     */
    Fleet(SourceOptions source, int keys, int season, long seed) {
        this.fields = source.fields();
        this.values = source.values().size();
        this.keys = keys;
        this.season = season;
        this.seed = seed;
    }

    int keys() {
        return keys;
    }

    List<String> fields() {
        return fields;
    }

    /** Number of value fields, which come first among the fields; covariates follow. */
    int values() {
        return values;
    }

    String key(int k) {
        int digits = Math.max(2, Integer.toString(keys).length());
        return String.format(Locale.ROOT, "pump-%0" + digits + "d", k + 1);
    }

    static int site(int k) {
        return k / SITE;
    }

    String siteName(int k) {
        return "site-" + (site(k) + 1);
    }

    /** The keys of a site, in order. */
    List<Integer> members(int site) {
        return java.util.stream.IntStream.range(site * SITE, Math.min(keys, (site + 1) * SITE))
                .boxed()
                .toList();
    }

    /** The undisturbed value of field f of key k at its event i. */
    double value(int k, int f, long i) {
        double phase = 0.1 * uniform(1, site(k), f) + 0.02 * uniform(2, k, f);
        double turn = 2 * Math.PI * (i / (double) season + phase);
        double season1 = Math.sin(turn) + 0.3 * Math.sin(2 * turn + 1);
        double own = gaussian(3, k, f, i);
        return level(k, f) + amplitude(k, f) * season1 + noise(k, f) * (own + 2 * common(k, f, i));
    }

    /** The standard deviation of the part that cannot be forecast one step ahead. */
    double noise(int k, int f) {
        return 0.1 * amplitude(k, f);
    }

    /** A standard normal number for each event, independent of its value. */
    double disturbance(int k, int f, long i) {
        return gaussian(4, k, f, i);
    }

    private double level(int k, int f) {
        return 40 + 40 * uniform(5, k, f);
    }

    private double amplitude(int k, int f) {
        return level(k, f) * (0.06 + 0.06 * uniform(6, site(k), f));
    }

    private double common(int k, int f, long i) {
        long point = Math.floorDiv(i, (long) LATTICE);
        double share = (i - point * LATTICE) / (double) LATTICE;
        double before = gaussian(7, site(k), f, point);
        double after = gaussian(7, site(k), f, point + 1);
        return before + share * (after - before);
    }

    private double uniform(int what, int a, int b) {
        return random(what, a, b, 0).nextDouble();
    }

    private double gaussian(int what, int a, int b, long c) {
        return random(what, a, b, c).nextGaussian();
    }

    private SplittableRandom random(int what, int a, int b, long c) {
        long mixed = seed;
        mixed = 0x9E3779B97F4A7C15L * (mixed ^ what) + a;
        mixed = 0xBF58476D1CE4E5B9L * (mixed ^ (mixed >>> 31)) + b;
        mixed = 0x94D049BB133111EBL * (mixed ^ (mixed >>> 29)) + c;
        return new SplittableRandom(mixed ^ (mixed >>> 32));
    }
}
