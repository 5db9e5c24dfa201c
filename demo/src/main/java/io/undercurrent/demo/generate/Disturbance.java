package io.undercurrent.demo.generate;

/**
 * A disturbance of one key.
 *
 * @param kind its kind
 * @param key the key's number
 * @param first number of its first event among the key's events
 * @param last number of its last event
 * @param sign 1 or -1
 */
record Disturbance(Kind kind, int key, long first, long last, int sign) {
    double value(Fleet fleet, int f, long i) {
        return kind.apply(fleet, key, f, i, first, sign);
    }
}
