package io.undercurrent.demo.observe;

import io.undercurrent.demo.generate.Label;
import io.undercurrent.detect.episode.EpisodeRules;
import io.undercurrent.stream.metrics.LatencyHistogram;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.HashMap;
import java.util.Map;

/**
 * How well alarms fit planted disturbances, by event time and for each key separately.
 *
 * <ul>
 *   <li>A <b>disturbance</b> is one label: one key from {@code start} to {@code end}. It is
 *       <b>detected</b> if an alarm of its key lies within [start, end + grace], and judged once
 *       the key has an event beyond that. A disturbance is not judged if it began before the first
 *       event of its key that was seen here, or if its end is never reported. Alarms within it are
 *       not false all the same; without an end, it lasts until the key's next disturbance begins.
 *   <li>An <b>alarm episode</b> is a run of alarms of one key, each at most {@code gap} after the
 *       one before. It is <b>false</b> if none of its alarms lies within [start, end + grace] of a
 *       disturbance of its key, and judged once the key has an event beyond its last alarm plus
 *       gap.
 *   <li><b>Recall</b> = detected / judged disturbances; <b>precision</b> = episodes that are not
 *       false / judged episodes; the <b>time to detection</b> is that from the start to the first
 *       alarm of the disturbance.
 * </ul>
 *
 * <p>The numbers do not depend on how labels and scores are interleaved, provided that {@link
 * #judge} is called after all labels of the events before {@link #mark} were read. Events older
 * than their key's newest are not counted. Memory: a few numbers for each key and for each label
 * that is not judged yet.
 */
final class Quality {
    private final long graceMicros;
    private final EpisodeRules rules;
    private final Map<String, KeyQuality> keys = new HashMap<>();
    private final Judged judged = new Judged();

    Quality(long graceMicros, EpisodeRules rules) {
        this.graceMicros = graceMicros;
        this.rules = rules;
    }

    /** Adds one of the two records of a label; a repeat changes nothing. */
    void label(Label label) {
        key(label.key()).label(label);
    }

    /** Adds an event; events of a key come in the order of its partition. */
    void event(String key, long timeMicros, boolean alarm) {
        key(key).event(timeMicros, alarm);
    }

    /** Marks what was read until now, which the next {@link #judge} judges. */
    void mark() {
        keys.values().forEach(KeyQuality::mark);
    }

    /** Judges what was read before the mark; its labels are known by now. */
    void judge() {
        keys.values().forEach(key -> key.judge(judged));
    }

    /** Discards all alarms: without a labels topic they cannot be judged. */
    void forget() {
        keys.clear();
    }

    Judged judged() {
        return judged;
    }

    private KeyQuality key(String key) {
        return keys.computeIfAbsent(key, k -> new KeyQuality(graceMicros, rules));
    }

    /** What has been judged so far. */
    static final class Judged {
        long disturbances;
        long detected;
        long episodes;
        long falseAlarms;
        final LatencyHistogram seconds =
                new LatencyHistogram(
                        StreamMetric.DETECTION_DELAY,
                        new double[] {0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 60, 120, 300});

        void show(Metrics out) {
            out.counter(StreamMetric.DISTURBANCES, () -> disturbances);
            out.counter(StreamMetric.DISTURBANCES_DETECTED, () -> detected);
            out.counter(StreamMetric.ALARM_EPISODES, () -> episodes);
            out.counter(StreamMetric.FALSE_ALARMS, () -> falseAlarms);
            out.gauge(StreamMetric.PRECISION, this::precision);
            out.gauge(StreamMetric.RECALL, this::recall);
            seconds.show(out);
        }

        /** NaN if nothing has been judged. */
        double recall() {
            return disturbances == 0 ? Double.NaN : (double) detected / disturbances;
        }

        /** NaN if nothing has been judged. */
        double precision() {
            return episodes == 0 ? Double.NaN : (double) (episodes - falseAlarms) / episodes;
        }
    }
}
