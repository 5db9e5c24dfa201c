package io.undercurrent.detect.anomaly;

/**
 * Names the kind of an anomaly. An error of the newest forecast or a value outside the range, after
 * events that were as usual, is a spike or a dip: other statistics are surprised by one value too.
 * Everything that needs several events to show is one of the lasting kinds, named by the statistic
 * that surprises most. A value is a rare one only if its place surprises more than anything else.
 */
final class KindRules {
    /** A one-step error this surprising, once in 200 events, is a jump. */
    private static final double JUMP = 2.3;

    /** A value this surprising, once in 10,000 events, is a spike whatever else surprises. */
    private static final double SURE = 4;

    /** Distance from the level, in units, from which a level has shifted. */
    private static final double SHIFTED = 2;

    /** From this surprise on, the changes themselves have grown, and not just one value. */
    private static final double WILD = 1.5;

    private KindRules() {}

    /**
     * The kind of an event.
     *
     * @param surprises of each {@link Statistic}, by its index
     * @param jump the largest surprise of a one-step error within the last events
     * @param recent the mean distance of the last values from the level, in units
     * @param error value minus expected value
     * @param fewerChanges whether the changes are smaller than ever, not larger
     * @param calm whether the errors before the event were as usual
     * @param flat whether some values are equal where many never are
     */
    static AnomalyKind of(
            double[] surprises,
            double jump,
            double recent,
            double error,
            boolean fewerChanges,
            boolean calm,
            boolean flat) {
        double now =
                Math.max(
                        at(surprises, Statistic.ERROR),
                        Math.max(
                                at(surprises, Statistic.SPREAD_ERROR),
                                at(surprises, Statistic.RANGE)));
        double level =
                Math.max(at(surprises, Statistic.MEAN_RANGE), at(surprises, Statistic.LONG_ERROR));
        double changes = at(surprises, Statistic.CHANGE_RANGE);
        double shape = at(surprises, Statistic.SEVERITY);
        double repeats = at(surprises, Statistic.REPEATS);
        if (flat || repeats > Math.max(now, Math.max(level, shape))) {
            return AnomalyKind.FLAT_LINE;
        }
        double place = at(surprises, Statistic.RARE_PLACE);
        if (place > Math.max(Math.max(now, changes), Math.max(level, Math.max(shape, repeats)))) {
            return AnomalyKind.RARE_VALUE;
        }
        boolean shifted = Math.abs(recent) >= SHIFTED;
        if (calm && !shifted && (now >= SURE || (now >= JUMP && now > level))) {
            return error >= 0 ? AnomalyKind.SPIKE : AnomalyKind.DIP;
        }
        if (!shifted && changes > (fewerChanges ? Math.max(level, shape) : WILD)) {
            return fewerChanges ? AnomalyKind.FLAT_LINE : AnomalyKind.SPREAD;
        }
        if (!shifted && now > 2 * Math.max(level, shape)) {
            return error >= 0 ? AnomalyKind.SPIKE : AnomalyKind.DIP;
        }
        if (level >= shape || shifted) {
            return jump >= JUMP ? AnomalyKind.LEVEL_SHIFT : AnomalyKind.DRIFT;
        }
        return AnomalyKind.SHAPE;
    }

    private static double at(double[] surprises, Statistic statistic) {
        return surprises[statistic.index()];
    }
}
