package io.undercurrent.detect.anomaly;

/**
 * Names the kind of an anomaly by the statistic that surprises most. Errors of the newest forecast
 * and a value outside the range make a spike or a dip; everything that needs several events to show
 * makes one of the lasting kinds.
 */
final class KindRules {
    /** A one-step error this surprising, once in 30 events, is a jump. */
    private static final double JUMP = 1.5;

    /** Distance from the level, in units, from which a level has shifted. */
    private static final double SHIFTED = 2;

    private KindRules() {}

    /**
     * The kind of an event.
     *
     * @param surprises of each {@link Statistic}, by its index
     * @param jump the largest surprise of a one-step error within the last events
     * @param recent the mean distance of the last values from the level, in units
     * @param error value minus expected value
     * @param fewerChanges whether the changes are smaller than ever, not larger
     */
    static AnomalyKind of(
            double[] surprises, double jump, double recent, double error, boolean fewerChanges) {
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
        if (repeats > Math.max(now, Math.max(level, shape))) {
            return AnomalyKind.FLAT_LINE;
        }
        if (changes > Math.max(now, Math.max(level, shape))) {
            return fewerChanges ? AnomalyKind.FLAT_LINE : AnomalyKind.SPREAD;
        }
        // A spike is a change as well, and all of these have a largest surprise.
        if (now >= level && now >= shape) {
            return error >= 0 ? AnomalyKind.SPIKE : AnomalyKind.DIP;
        }
        if (level >= shape || Math.abs(recent) >= SHIFTED) {
            return jump >= JUMP ? AnomalyKind.LEVEL_SHIFT : AnomalyKind.DRIFT;
        }
        return AnomalyKind.SHAPE;
    }

    private static double at(double[] surprises, Statistic statistic) {
        return surprises[statistic.index()];
    }
}
