package io.undercurrent.demo.generate;

/**
 * A disturbance of one key.
 *
 * @param kind what it is like
 * @param key the key's number
 * @param first its first event of the key
 * @param last its last
 * @param sign 1 or -1
 */
record Disturbance(Kind kind, int key, long first, long last, int sign) {
    double value(Fleet fleet, int f, long i) {
        return kind.apply(fleet, key, f, i, first, sign);
    }
}
