package io.undercurrent.demo.observe;

/** Counts seconds in the buckets that Prometheus reads, each up to and with its bound. */
final class Histogram {
    private final double[] bounds;
    private final long[] counts;
    private double sum;

    /**
     * An empty one.
     *
     * @param bounds rising, in seconds; a last bucket without bound is added
     */
    Histogram(double... bounds) {
        this.bounds = bounds.clone();
        counts = new long[bounds.length + 1];
    }

    /** Counts one; what is below 0, as where two clocks differ, counts as 0. */
    void add(double seconds) {
        double counted = Math.max(0, seconds);
        int bucket = 0;
        while (bucket < bounds.length && counted > bounds[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sum += counted;
    }

    /** Writes buckets, sum and count under a name. */
    void write(Exposition out, String name, String help) {
        out.family(name, "histogram", help);
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            String bound = i < bounds.length ? Exposition.number(bounds[i]) : "+Inf";
            out.sample(name + "_bucket", below, "le", bound);
        }
        out.sample(name + "_sum", sum);
        out.sample(name + "_count", below);
    }
}
