package io.undercurrent.training.evaluate.anomaly;

import static io.undercurrent.training.evaluate.anomaly.NabProfile.LOW_FALSE_NEGATIVES;
import static io.undercurrent.training.evaluate.anomaly.NabProfile.LOW_FALSE_POSITIVES;
import static io.undercurrent.training.evaluate.anomaly.NabProfile.STANDARD;

/** The measures of a detector on a set of labelled series; tables have one column for each. */
public enum Measure {
    /** NAB's standard profile, with the best threshold. */
    NAB("NAB standard", 1, true),
    /** NAB's profile with few false alarms, with the best threshold. */
    NAB_LOW_FP("low FP", 1, true),
    /** NAB's profile with few misses, with the best threshold. */
    NAB_LOW_FN("low FN", 1, true),
    /** NAB's standard profile, from the detector's own alarms. */
    NAB_ALARMS("NAB from alarms", 1, false),
    /** The profile with few false alarms, from the detector's own alarms. */
    NAB_ALARMS_LOW_FP("low FP from alarms", 1, false),
    /** The profile with few misses, from the detector's own alarms. */
    NAB_ALARMS_LOW_FN("low FN from alarms", 1, false),
    /** Mean VUS-PR over the series with anomalies. */
    VUS_PR("VUS-PR", 3, false),
    /** F1 over events, with the best threshold for all series. */
    POINT_F1("F1", 3, true),
    /** False alarm rate in percent at the threshold of {@link #POINT_F1}. */
    FAR("FAR %", 1, true),
    /** Missed alarm rate in percent at the threshold of {@link #POINT_F1}. */
    MAR("MAR %", 1, true),
    /** F1 over events, from the detector's own alarms. */
    POINT_F1_ALARMS("F1 from alarms", 3, false),
    /** F1 over anomalies, with the best threshold for all series. */
    EVENT_F1("event F1", 3, true),
    /** F1 over anomalies, from the detector's own alarms. */
    EVENT_F1_ALARMS("event F1 from alarms", 3, false),
    /** Share of the anomalies in which the detector raised an alarm, in percent. */
    HIT("hit %", 1, false),
    /** Alarms outside anomalies over the declared rate, all series together. */
    ALARMS_OVER("alarms / rate", 2, false),
    /** Episodes outside anomalies over the declared rate, all series together. */
    EPISODES_OVER("episodes / rate", 2, false),
    /** Percent of the series that should have 5 false episodes and more within a factor 2. */
    WITHIN_TWICE("within x2 %", 0, false),
    /** The largest ratio of episodes to the declared rate among these series. */
    WORST("worst / rate", 2, false);

    private final String words;
    private final int digits;
    private final boolean thresholded;

    Measure(String words, int digits, boolean thresholded) {
        this.words = words;
        this.digits = digits;
        this.thresholded = thresholded;
    }

    /** The column's name. */
    public String words() {
        return words;
    }

    /** Digits after the point in tables. */
    public int digits() {
        return digits;
    }

    /** Whether the figure needs a threshold, which {@link #of} chooses unless it is given. */
    public boolean hasThreshold() {
        return thresholded;
    }

    /**
     * The figure of a detector.
     *
     * @param method its index among the result's methods
     * @param frozen the threshold to use; NaN to choose the best one by these very labels
     */
    public Estimate of(AnomalyResult result, int method, double frozen) {
        Estimates all = new Estimates(result, method, frozen);
        return switch (this) {
            case NAB -> all.nab(STANDARD);
            case NAB_LOW_FP -> all.nab(LOW_FALSE_POSITIVES);
            case NAB_LOW_FN -> all.nab(LOW_FALSE_NEGATIVES);
            case NAB_ALARMS -> all.nabFromAlarms(STANDARD);
            case NAB_ALARMS_LOW_FP -> all.nabFromAlarms(LOW_FALSE_POSITIVES);
            case NAB_ALARMS_LOW_FN -> all.nabFromAlarms(LOW_FALSE_NEGATIVES);
            case VUS_PR -> all.vusPr();
            case POINT_F1 -> all.swept(Counts::pointF1, Counts::pointF1);
            case FAR -> all.swept(Counts::pointF1, Counts::falseAlarmRate);
            case MAR -> all.swept(Counts::pointF1, Counts::missedAlarmRate);
            case POINT_F1_ALARMS -> all.fromAlarms(Counts::pointF1);
            case EVENT_F1 -> all.swept(Counts::eventF1, Counts::eventF1);
            case EVENT_F1_ALARMS -> all.fromAlarms(Counts::eventF1);
            case HIT -> all.fromAlarms(Counts::foundShare);
            case ALARMS_OVER -> all.overRate(FalseAlarms::eventsOver);
            case EPISODES_OVER -> all.overRate(FalseAlarms::episodesOver);
            case WITHIN_TWICE -> all.withinTwice();
            case WORST -> all.worst();
        };
    }
}
