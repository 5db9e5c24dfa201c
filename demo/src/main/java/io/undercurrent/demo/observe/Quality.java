package io.undercurrent.demo.observe;

import io.undercurrent.demo.generate.Label;
import io.undercurrent.stream.metrics.LatencyHistogram;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.metrics.StreamMetric;
import java.util.HashMap;
import java.util.Map;

/**
 * How well alarms fit planted disturbances, by event time and each key for itself.
 *
 * <ul>
 *   <li>A <b>disturbance</b> is one label: one key from {@code start} to {@code end}. It is
 *       <b>detected</b> where an alarm of its key lies within [start, end + grace], and judged once
 *       the key has an event beyond that. One that began before the key's first event that was seen
 *       here is not judged, nor is one whose end is never told; both excuse alarms all the same,
 *       the latter until the key's next disturbance begins.
 *   <li>An <b>alarm episode</b> is a run of alarms of one key, each at most {@code gap} after the
 *       one before. It is <b>false</b> where none of its alarms lies within [start, end + grace] of
 *       a disturbance of its key, and judged once the key has an event beyond its last alarm plus
 *       gap.
 *   <li><b>Recall</b> = detected / judged disturbances; <b>precision</b> = episodes that are not
 *       false / judged episodes; the <b>time to detection</b> is that from the start to the first
 *       alarm within.
 * </ul>
 *
 * <p>The numbers do not depend on how labels and scores are interleaved, provided that {@link
 * #judge} comes after all labels of what was there at {@link #mark}. Events older than their key's
 * newest are not counted. Memory: some numbers for each key and each label that is not judged yet.
 */
final class Quality {
    private final long graceMicros;
    private final long gapMicros;
    private final Map<String, KeyQuality> keys = new HashMap<>();
    private final Judged judged = new Judged();

    Quality(long graceMicros, long gapMicros) {
        this.graceMicros = graceMicros;
        this.gapMicros = gapMicros;
    }

    /** Takes one of the two records of a label; a repeat changes nothing. */
    void label(Label label) {
        key(label.key()).label(label);
    }

    /** Takes an event; events of a key come in the order of its partition. */
    void event(String key, long timeMicros, boolean alarm) {
        key(key).event(timeMicros, alarm);
    }

    /** Remembers what is there now: that is what the next {@link #judge} judges. */
    void mark() {
        keys.values().forEach(KeyQuality::mark);
    }

    /** Judges what was there at the mark; its labels are known by now. */
    void judge() {
        keys.values().forEach(key -> key.judge(judged));
    }

    /** Forgets alarms that nobody can judge, because there are no labels at all. */
    void forget() {
        keys.clear();
    }

    Judged judged() {
        return judged;
    }

    private KeyQuality key(String key) {
        return keys.computeIfAbsent(key, k -> new KeyQuality(graceMicros, gapMicros));
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

        /** NaN where nothing has been judged. */
        double recall() {
            return disturbances == 0 ? Double.NaN : (double) detected / disturbances;
        }

        /** NaN where nothing has been judged. */
        double precision() {
            return episodes == 0 ? Double.NaN : (double) (episodes - falseAlarms) / episodes;
        }
    }
}
