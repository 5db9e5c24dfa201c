package io.undercurrent.benchmarks.flat;

import java.util.List;

/**
 * Cost as a straight line of the share of misses, by least squares of relative errors.
 *
 * @param hit CPU microseconds of an event whose slab is in the cache
 * @param miss what is added where it is not
 */
record Line(double hit, double miss) {
    static Line through(List<Cell> cells) {
        double w = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (Cell cell : cells) {
            double weight = 1 / (cell.micros() * cell.micros());
            double misses = 1 - cell.hitRate();
            w += weight;
            x += weight * misses;
            y += weight * cell.micros();
            xx += weight * misses * misses;
            xy += weight * misses * cell.micros();
        }
        double miss = (w * xy - x * y) / (w * xx - x * x);
        return new Line((y - miss * x) / w, miss);
    }

    double at(double hitRate) {
        return hit + miss * (1 - hitRate);
    }
}
