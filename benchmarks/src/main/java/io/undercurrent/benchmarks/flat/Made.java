package io.undercurrent.benchmarks.flat;

/** Made-up values: a function of an event's number alone, so that any part can be made again. */
final class Made {
    private Made() {}

    /** A sine with noise of a tenth of its height. */
    static double value(long event) {
        long bits = (event + 1) * 0x9E3779B97F4A7C15L;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        double uniform = ((bits ^ (bits >>> 31)) >>> 11) * 0x1.0p-53;
        return 10 * Math.sin(event / 7.0) + 2 * uniform;
    }
}
