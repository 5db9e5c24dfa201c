package io.undercurrent.detect.anomaly;

import java.util.ArrayList;
import java.util.List;

/**
 * The oracle of {@link Rarity}: keeps every size with its weight, the largest first, and asks all
 * of them each time.
 */
final class SortedSizes {
    private static final int BINS = 81;
    private static final double PRIOR = 40;

    private final List<double[]> sizes = new ArrayList<>(); // size, weight, bin

    /** The smallest size of a bin. Those below the first edge are in bin 0 too. */
    static double edge(int bin) {
        return StrictMath.pow(2, -7 + bin / 5.0);
    }

    static int bin(double size) {
        int bin = 0;
        while (bin < BINS - 1 && size >= edge(bin + 1)) {
            bin++;
        }
        return bin;
    }

    void learn(double size) {
        if (total() >= 8000) {
            for (double[] one : sizes) {
                one[1] *= 0.9;
            }
        }
        int at = 0;
        while (at < sizes.size() && sizes.get(at)[0] > size) {
            at++;
        }
        sizes.add(at, new double[] {size, 1, bin(size)});
    }

    private double total() {
        return sizes.stream().mapToDouble(one -> one[1]).sum();
    }

    double surprise(double size) {
        int bin = bin(size);
        double part = size / edge(bin) - 1; // how far the size lies inside its bin
        part = Math.max(0, part / (edge(bin + 1) / edge(bin) - 1));
        part = bin == BINS - 1 ? Math.min(0.5, part) : part;
        double above = 0;
        for (double[] one : sizes) {
            above += one[1] * (one[2] > bin ? 1 : one[2] == bin ? 1 - part : 0);
        }
        double share = (Math.max(10, above) + 0.4) / (total() + PRIOR);
        double surprise = -StrictMath.log10(share);
        if (above < 10) {
            double octaves = Math.max(0, bin + part - tenthLargest()) / 5;
            surprise += exponent() * octaves * StrictMath.log10(2);
        }
        return Math.max(0, Math.min(10, surprise));
    }

    /** The position, counted in bins, that sizes of weight 10 reach. */
    private double tenthLargest() {
        for (int bin = BINS - 1; bin >= 0; bin--) {
            double behind = weightFrom(bin + 1);
            if (weightFrom(bin) >= 10) {
                return bin + 1 - (10 - behind) / (weightFrom(bin) - behind);
            }
        }
        return 0;
    }

    private double weightFrom(int bin) {
        return sizes.stream().filter(one -> one[2] >= bin).mapToDouble(one -> one[1]).sum();
    }

    /** Hill's estimate from the bins that hold the largest 3%, with a prior of 4 sizes. */
    private double exponent() {
        int last = BINS - 1;
        while (last > 0 && weightFrom(last) < Math.max(20, 0.03 * total())) {
            last--;
        }
        double logs = 0;
        for (double[] one : sizes) {
            if (one[2] >= last) {
                logs += one[1] * (one[2] - last) / 5.0 * StrictMath.log(2);
            }
        }
        double exponent = (weightFrom(last) + 4) / (logs + 4.0 / 3);
        return Math.max(3, Math.min(8, exponent));
    }
}
