package io.undercurrent.training.evaluate.anomaly;

import io.undercurrent.training.data.Labels;

/**
 * Alarms of one series outside its anomalies, beside the number that the declared rate allows.
 *
 * @param ordinary events outside the anomalies
 * @param events alarms among them
 * @param episodes episodes that start among them: an alarm starts one if the alarm before it,
 *     inside an anomaly or not, is more than the gap ago, {@value #GAP} events unless said
 */
public record FalseAlarms(long ordinary, long events, long episodes) {
    /** Alarms with at most this many events from one to the next are one episode. */
    public static final int GAP = 24;

    /**
     * Counts the alarms of a series.
     *
     * @param from the first event that counts
     */
    public static FalseAlarms of(Labels labels, boolean[] alarms, int from) {
        return of(labels, alarms, from, GAP);
    }

    /**
     * Counts the alarms of a series, with another gap between episodes.
     *
     * @param from the first event that counts
     * @param gap alarms with at most this many events from one to the next are one episode, at
     *     least 0
     */
    public static FalseAlarms of(Labels labels, boolean[] alarms, int from, int gap) {
        boolean[] anomalous = labels.points();
        long ordinary = 0;
        long events = 0;
        long episodes = 0;
        int last = -gap - 1;
        for (int i = 0; i < alarms.length; i++) {
            boolean counts = i >= from && !anomalous[i];
            ordinary += counts ? 1 : 0;
            if (alarms[i]) {
                events += counts ? 1 : 0;
                episodes += counts && i - last > gap ? 1 : 0;
                last = i;
            }
        }
        return new FalseAlarms(ordinary, events, episodes);
    }

    /** The sum of both. */
    public FalseAlarms plus(FalseAlarms other) {
        return new FalseAlarms(
                ordinary + other.ordinary, events + other.events, episodes + other.episodes);
    }

    /** How many the declared rate allows. */
    public double expected(double rate) {
        return rate * ordinary;
    }

    /** Alarms over the number that the rate allows; NaN if no event counts. */
    public double eventsOver(double rate) {
        return ordinary == 0 ? Double.NaN : events / expected(rate);
    }

    /** Episodes over the number that the rate allows; NaN if no event counts. */
    public double episodesOver(double rate) {
        return ordinary == 0 ? Double.NaN : episodes / expected(rate);
    }
}
