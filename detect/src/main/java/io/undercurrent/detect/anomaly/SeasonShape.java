package io.undercurrent.detect.anomaly;

/**
 * The newest season of a channel as a vector of {@value #POINTS} means, in units of its level. A
 * season of fewer events than that tells too little, so then it is the newest {@value #USUAL}
 * events.
 */
final class SeasonShape {
    static final int POINTS = 32;
    private static final int USUAL = 96;
    private static final int LONGEST = 512;
    private static final double CLIP = 10;

    private final double[] points = new double[POINTS];

    /**
     * Reads the newest season.
     *
     * @param known values of the channel so far
     * @return the vector, scratch memory; null while there are fewer events than a season has
     */
    double[] read(Past past, double known, double location, double unit) {
        int season = past.season();
        int length = season < POINTS ? USUAL : Math.min(LONGEST, season);
        if (known < length) {
            return null;
        }
        double perUnit = 1 / unit;
        int ago = length - 1;
        for (int i = 0; i < POINTS; i++) {
            int end =
                    length - (i + 1) * length / POINTS; // events ago at which the next point starts
            double sum = 0;
            int count = 0;
            for (; ago >= end; ago--) {
                double value = past.ago(ago);
                if (!Double.isNaN(value)) {
                    sum += Learning.clip((value - location) * perUnit, CLIP);
                    count++;
                }
            }
            points[i] = count == 0 ? 0 : sum / count;
        }
        return points;
    }
}
