package io.undercurrent.training.detector;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Streaming half-space trees (Tan, Ting and Liu, "Fast anomaly detection for streaming data", IJCAI
 * 2011): random trees halve the space of the newest values, count where the events of one window
 * fall, and score the next window's events by these counts; few events in a small cell is
 * anomalous.
 *
 * <p>The paper's 25 trees and window of 250 events; depth 10 instead of 15, because deeper cells
 * hold no event of one key. A point of the space is the newest {@value #SHINGLE} values of every
 * channel. Its bounds, which the paper takes as given, are those of the first window. It states no
 * rate of alarms.
 */
final class HalfSpaceTrees implements Detector {
    private static final int TREES = 25;
    private static final int DEPTH = 10;
    private static final int WINDOW = 250;
    private static final int SHINGLE = 8;

    /** Cells with fewer events are not looked into further, as the paper says. */
    private static final int SMALL = WINDOW / 10;

    private static final int NODES = (1 << (DEPTH + 1)) - 1;
    private static final long SEED = 0x9e3779b97f4a7c15L;

    private final int channels;
    private final double[] point;

    /** Points of the first window, whose bounds the trees need; null afterwards. */
    private double[][] first = new double[WINDOW][];

    private final int[][] dimension = new int[TREES][NODES];
    private final double[][] middle = new double[TREES][NODES];
    private final int[][] judging = new int[TREES][NODES];
    private final int[][] counting = new int[TREES][NODES];
    private long events;
    private int points;

    HalfSpaceTrees(DetectorSetup setup) {
        channels = setup.channels();
        point = new double[channels * SHINGLE];
    }

    @Override
    public void observe(long timeMicros, double[] values, Detection out) {
        out.unknown();
        System.arraycopy(point, channels, point, 0, point.length - channels);
        for (int c = 0; c < channels; c++) {
            int at = point.length - channels + c;
            // A missing value repeats the newest one; before a first value it is 0.
            point[at] = Double.isNaN(values[c]) ? point[at - channels] : values[c];
        }
        if (++events < SHINGLE) {
            return;
        }
        if (first != null) {
            first[points++] = point.clone();
            if (points == WINDOW) {
                build();
            }
            return;
        }
        double mass = 0;
        for (int tree = 0; tree < TREES; tree++) {
            mass += massAndCount(tree);
        }
        // 0.5 where the events of a window would be spread evenly.
        double even = 1.0 * TREES * WINDOW;
        out.severity = even / (even + mass);
        out.score = out.severity;
        if (++points == WINDOW) {
            nextWindow();
        }
    }

    /** The tree's mass of the point by the last window; counts the point for the next one. */
    private double massAndCount(int tree) {
        double mass = -1;
        int node = 0;
        for (int depth = 0; depth <= DEPTH; depth++) {
            if (mass < 0 && (judging[tree][node] < SMALL || depth == DEPTH)) {
                mass = judging[tree][node] * (double) (1 << depth);
            }
            counting[tree][node]++;
            node = child(tree, node);
        }
        return mass;
    }

    private int child(int tree, int node) {
        return node >= NODES / 2
                ? node
                : 2 * node + (point[dimension[tree][node]] < middle[tree][node] ? 1 : 2);
    }

    private void nextWindow() {
        for (int tree = 0; tree < TREES; tree++) {
            System.arraycopy(counting[tree], 0, judging[tree], 0, NODES);
            Arrays.fill(counting[tree], 0);
        }
        points = 0;
    }

    private void build() {
        double[] low = first[0].clone();
        double[] high = first[0].clone();
        for (double[] one : first) {
            for (int d = 0; d < one.length; d++) {
                low[d] = Math.min(low[d], one[d]);
                high[d] = Math.max(high[d], one[d]);
            }
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int tree = 0; tree < TREES; tree++) {
            double[] from = new double[low.length];
            double[] to = new double[low.length];
            for (int d = 0; d < low.length; d++) {
                // The paper's work range: round a random place, up to twice the bounds' distance.
                double place = random.nextDouble();
                double half = 2 * Math.max(place, 1 - place);
                double width = high[d] > low[d] ? high[d] - low[d] : 1;
                from[d] = low[d] + width * (place - half);
                to[d] = low[d] + width * (place + half);
            }
            split(tree, 0, from, to, random);
        }
        double[] newest = point.clone();
        for (double[] one : first) {
            System.arraycopy(one, 0, point, 0, one.length);
            for (int tree = 0; tree < TREES; tree++) {
                massAndCount(tree);
            }
        }
        System.arraycopy(newest, 0, point, 0, newest.length);
        first = null;
        nextWindow();
    }

    private void split(int tree, int node, double[] from, double[] to, SplittableRandom random) {
        if (node >= NODES / 2) {
            return;
        }
        int d = random.nextInt(from.length);
        double half = (from[d] + to[d]) / 2;
        dimension[tree][node] = d;
        middle[tree][node] = half;
        double end = to[d];
        to[d] = half;
        split(tree, 2 * node + 1, from, to, random);
        to[d] = end;
        double start = from[d];
        from[d] = half;
        split(tree, 2 * node + 2, from, to, random);
        from[d] = start;
    }
}
